using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers;

/// <summary>Settings of a multilayer perceptron: dense layers with an activation between them.</summary>
public sealed record MlpOptions : NetworkOptions
{
    /// <summary>Units of each hidden layer, each at least 1; empty for none, a linear model. Default one of 100.</summary>
    public IReadOnlyList<int> HiddenLayers { get; init; } = [100];

    /// <summary>The activation behind each hidden layer. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>
    /// The activation behind each hidden layer, as many as there are, in place of <see cref="Activation"/>; empty for that behind all.
    /// Default empty.
    /// </summary>
    public IReadOnlyList<Activation> LayerActivations { get; init; } = [];

    /// <summary>Whether a batch normalization stands before each activation; a batch then needs at least 2 rows. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>
    /// Frequencies α of features sin(α · x) that take the place of the features x, each finite and not 0; empty for the features
    /// themselves. Default empty.
    /// </summary>
    public IReadOnlyList<double> SineFrequencies { get; init; } = [];

    /// <summary>Probability of dropping each hidden unit while training, in [0, 1). Default 0.</summary>
    public double Dropout { get; init; }

    internal override NetworkDefinition Define(int features, int outputs) =>
        LayerActivations.Count == 0
            ? Mlp.Define(features, HiddenLayers, outputs, Activation, Initialization, Dropout, BatchNorm, SineFrequencies)
            : Mlp.Define(features, HiddenLayers, outputs, LayerActivations, Initialization, Dropout, BatchNorm, SineFrequencies);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireHiddenLayers(HiddenLayers, nameof(HiddenLayers));
        ArgumentNullException.ThrowIfNull(SineFrequencies);
        foreach (var frequency in SineFrequencies)
        {
            if (!double.IsFinite(frequency) || frequency == 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(SineFrequencies), frequency,
                    $"Each of the {nameof(SineFrequencies)} must be finite and not 0; found {frequency}.");
            }
        }

        RequireShare(Dropout, nameof(Dropout));
        RequireActivation(Activation);
        ArgumentNullException.ThrowIfNull(LayerActivations);
        if (LayerActivations.Count > 0 && LayerActivations.Count != HiddenLayers.Count)
        {
            throw new ArgumentException(
                $"{nameof(LayerActivations)} must name one activation for each of the {HiddenLayers.Count} {nameof(HiddenLayers)}, "
                + $"or none; found {LayerActivations.Count}.",
                nameof(LayerActivations));
        }

        foreach (var activation in LayerActivations)
            RequireActivation(activation);
    }
}
