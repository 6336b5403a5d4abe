using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// RealMLP: a multilayer perceptron for tables with tuned defaults (Holzmüller, Grinsztajn and Steinwart 2024, "Better by default: strong
/// pre-tuned MLPs and boosted trees on tabular data", arXiv:2407.04491), in its full form (TD) and the simpler one (TD-S).
/// </summary>
/// <remarks>
/// Each number is scaled robustly and clipped smoothly, and in the full form embedded by cosines; each category stays one-hot, scaled in
/// the same way, and in the full form is embedded where it has more than <see cref="RealMlpSettings.MostOneHot"/> values. All of it goes
/// through a trained scale for each feature and dense layers in the NTK parametrization. A category of two values keeps two slots, where
/// the paper has one of −1 and 1.
/// </remarks>
public static class RealMlp
{
    internal const string Features = "features";
    internal const string Numbers = "numbers";
    internal const string Scale = "scale";
    private const string Hidden = "hidden";
    private const string Activation = "activation";
    private const string Output = "output";

    /// <summary>The layers.</summary>
    /// <param name="features">What the inputs are.</param>
    /// <param name="outputs">Scores of a row, at least 1.</param>
    /// <param name="settings">The form.</param>
    /// <exception cref="ArgumentException">A setting or the features are out of their range.</exception>
    public static NetworkDefinition Define(TableFeatures features, int outputs, RealMlpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(settings);
        features.Validate();
        settings.Validate();
        NetworkParts.RequirePositive(outputs, nameof(outputs), "A network needs at least 1 output");
        List<LayerDefinition> layers = [Inputs(features, settings), new FeatureScale { Name = Scale }];
        var start = settings.FromRows ? NtkStart.Rows : NtkStart.Normal;
        foreach (var (i, width) in settings.HiddenLayers.Index())
        {
            layers.Add(new NtkDense(width, start) { Name = $"{Hidden}{i}" });
            layers.Add(settings.ParametricActivation
                ? new ParametricActivation(settings.Activation) { Name = $"{Activation}{i}" }
                : settings.Activation);
            if (settings.Dropout > 0)
                layers.Add(new Dropout(settings.Dropout));
        }

        layers.Add(new NtkDense(outputs, settings.FromRows ? NtkStart.Rows : NtkStart.Zero) { Name = Output });
        return new NetworkDefinition(new Shape(features.Count), layers);
    }

    /// <summary>How the inputs become numbers for the dense layers.</summary>
    private static LayerDefinition Inputs(TableFeatures features, RealMlpSettings settings)
    {
        SlotRange[] embedded = settings.CategoryOutputs is null
            ? [] : [.. features.Categories.Where(range => range.Count > settings.MostOneHot)];
        if (settings.Embedding is null && embedded.Length == 0)
            return new RobustScaling { Name = Features };
        List<Branch> paths = [];
        var numbers = features.Numbers;
        int[] oneHot = [.. features.Categories.Except(embedded).OrderBy(range => range.Start).SelectMany(range => range.Slots)];
        if (numbers.Length > 0)
        {
            paths.Add(settings.Embedding is null
                ? new Branch([.. numbers], [new RobustScaling()])
                : new Branch([.. numbers], [new RobustScaling(), settings.Embedding with { Name = Numbers }]));
        }

        if (oneHot.Length > 0)
            paths.Add(new Branch([.. oneHot], [new RobustScaling()]));
        foreach (var range in embedded)
        {
            paths.Add(new Branch(
                [.. range.Slots], [new CategoryEmbedding(settings.CategoryOutputs!.Value) { Name = $"category{range.Start}" }]));
        }

        return new Branches([.. paths]) { Name = Features };
    }
}

/// <summary>The form of a <see cref="RealMlp"/>; the defaults are TD's for classification.</summary>
public sealed record RealMlpSettings
{
    /// <summary>
    /// The simpler form: no embeddings (but of categories with more than 64 values, which the paper keeps one-hot), no parametric
    /// activations, no dropout, weights that do not follow from rows.
    /// </summary>
    public static RealMlpSettings Simple { get; } = new()
    {
        Embedding = null,
        MostOneHot = 64,
        ParametricActivation = false,
        Dropout = 0,
        FromRows = false,
    };

    /// <summary>Units of each hidden layer, each at least 1. Default three of 256.</summary>
    public ValueSequence<int> HiddenLayers { get; init; } = [256, 256, 256];

    /// <summary>The activation. Default SELU; the paper has Mish for regression.</summary>
    public LayerDefinition Activation { get; init; } = new SELU();

    /// <summary>Whether each unit has a trained share of the activation. Default true.</summary>
    public bool ParametricActivation { get; init; } = true;

    /// <summary>How numbers are embedded; null for not at all. Default 16 frequencies of deviation 0.1, 4 outputs.</summary>
    public PeriodicEmbedding? Embedding { get; init; } = new();

    /// <summary>Numbers that stand for a category of many values, at least 1; null for one-hot. Default 8.</summary>
    public int? CategoryOutputs { get; init; } = 8;

    /// <summary>Categories with more values than this are embedded. Default 8.</summary>
    public int MostOneHot { get; init; } = 8;

    /// <summary>Probability of dropping each hidden unit while training, in [0, 1). Default 0.15.</summary>
    public double Dropout { get; init; } = 0.15;

    /// <summary>Whether initial weights and biases follow from training rows (<see cref="NtkStart.Rows"/>). Default true.</summary>
    public bool FromRows { get; init; } = true;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(HiddenLayers);
        foreach (var width in HiddenLayers)
            NetworkParts.RequirePositive(width, nameof(HiddenLayers), "A hidden layer must have at least 1 unit");
        ArgumentNullException.ThrowIfNull(Activation);
        if (CategoryOutputs is < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(CategoryOutputs), CategoryOutputs, $"{nameof(CategoryOutputs)} must be at least 1; found {CategoryOutputs}.");
        }

        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, $"{nameof(Dropout)} must be in [0, 1); found {Dropout}.");
    }
}
