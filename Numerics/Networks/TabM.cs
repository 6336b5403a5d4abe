using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// TabM: many multilayer perceptrons in one, which share their weights and differ in scales of their inputs and outputs, in biases and
/// heads; each is trained by its own loss, predictions are averaged (Gorishniy, Kotelnikov and Babenko 2025, "TabM: advancing tabular deep
/// learning with parameter-efficient ensembling", arXiv:2410.24210).
/// </summary>
public static class TabM
{
    /// <summary>The layers.</summary>
    /// <param name="features">What the inputs are. Numbers are scaled robustly and clipped smoothly; categories stay one-hot, but those of
    /// more than <see cref="TabMSettings.MostOneHot"/> values are embedded.</param>
    /// <param name="outputs">Scores of a row, at least 1.</param>
    /// <param name="of">What the scores are.</param>
    /// <param name="settings">The form.</param>
    /// <exception cref="ArgumentException">A setting or the features are out of their range.</exception>
    public static NetworkDefinition Define(TableFeatures features, int outputs, MemberOutput of, TabMSettings settings)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(settings);
        features.Validate();
        settings.Validate();
        NetworkParts.RequirePositive(outputs, nameof(outputs), "A network needs at least 1 output");
        List<LayerDefinition> layers = [Inputs(features, settings)];
        foreach (var (i, width) in settings.HiddenLayers.Index())
        {
            // As in the paper: random signs for numbers as they are, normal scales for embeddings.
            var start = i > 0 ? MemberStart.One : settings.Embedding is null ? MemberStart.Signs : MemberStart.Normal;
            layers.Add(new MemberDense(settings.Members, width, start) { Name = $"hidden{i}" });
            layers.Add(new ReLU());
            if (settings.Dropout > 0)
                layers.Add(new Dropout(settings.Dropout));
        }

        layers.Add(new MemberHead(settings.Members, outputs) { Name = "head" });
        layers.Add(new MemberAverage(of));
        return new NetworkDefinition(new Shape(features.Count), layers);
    }

    private static LayerDefinition Inputs(TableFeatures features, TabMSettings settings)
    {
        var numbers = features.Numbers;
        if (features.Categories.Count == 0 && settings.Embedding is null)
            return new RobustScaling { Name = "features" };
        List<Branch> paths = [];
        if (numbers.Length > 0)
        {
            paths.Add(settings.Embedding is null
                ? new Branch([.. numbers], [new RobustScaling()])
                : new Branch([.. numbers], [new RobustScaling(), settings.Embedding with { Name = "numbers" }]));
        }

        var categories = features.Categories.OrderBy(range => range.Start).ToLookup(range => range.Count > settings.MostOneHot);
        int[] oneHot = [.. categories[false].SelectMany(range => range.Slots)];
        if (oneHot.Length > 0)
            paths.Add(new Branch([.. oneHot], []));
        foreach (var range in categories[true])
        {
            paths.Add(new Branch(
                [.. range.Slots], [new CategoryEmbedding(settings.CategoryOutputs) { Name = $"category{range.Start}" }]));
        }

        return new Branches([.. paths]) { Name = "features" };
    }
}

/// <summary>The form of a <see cref="TabM"/>.</summary>
public sealed record TabMSettings
{
    /// <summary>Number of members, at least 1. Default 32.</summary>
    public int Members { get; init; } = 32;

    /// <summary>Units of each hidden layer, each at least 1. Default three of 512; the paper has two with embeddings.</summary>
    public ValueSequence<int> HiddenLayers { get; init; } = [512, 512, 512];

    /// <summary>How numbers are embedded; null for not at all. Default null.</summary>
    public PiecewiseLinearEmbedding? Embedding { get; init; }

    /// <summary>Categories with more values than this are embedded. Default 64; the paper keeps all one-hot.</summary>
    public int MostOneHot { get; init; } = 64;

    /// <summary>Numbers that stand for a category of many values, at least 1. Default 16.</summary>
    public int CategoryOutputs { get; init; } = 16;

    /// <summary>Probability of dropping each hidden unit while training, in [0, 1). Default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public void Validate()
    {
        if (Members < 1)
            throw new ArgumentOutOfRangeException(nameof(Members), Members, $"{nameof(Members)} must be at least 1; found {Members}.");
        ArgumentNullException.ThrowIfNull(HiddenLayers);
        if (HiddenLayers.Count == 0)
            throw new ArgumentException("TabM needs at least one hidden layer, which makes its members different.", nameof(HiddenLayers));
        foreach (var width in HiddenLayers)
            NetworkParts.RequirePositive(width, nameof(HiddenLayers), "A hidden layer must have at least 1 unit");
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, $"{nameof(Dropout)} must be in [0, 1); found {Dropout}.");
    }
}
