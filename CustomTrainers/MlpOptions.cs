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

    /// <summary>Probability of dropping each hidden unit while training, in [0, 1). Default 0.</summary>
    public double Dropout { get; init; }

    internal override NetworkDefinition Define(int features, int outputs)
        => Mlp.Define(features, HiddenLayers, outputs, Activation, Initialization, Dropout);

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(HiddenLayers);
        for (var i = 0; i < HiddenLayers.Count; i++)
            if (HiddenLayers[i] < 1)
                throw new ArgumentOutOfRangeException(nameof(HiddenLayers), HiddenLayers[i], $"Hidden layer {i} needs at least 1 unit.");
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Dropout), Dropout, $"{nameof(Dropout)} must be in [0, 1); found {Dropout}.");
        if (!Enum.IsDefined(Activation))
            throw new ArgumentOutOfRangeException(nameof(Activation), Activation, "No such activation.");
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "No such initialization.");
    }
}
