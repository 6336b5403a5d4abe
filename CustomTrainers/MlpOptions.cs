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

    internal override NetworkDefinition Define(int features, int outputs)
        => Mlp.Define(features, HiddenLayers, outputs, Activation, Initialization);

    internal override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(HiddenLayers);
        for (var i = 0; i < HiddenLayers.Count; i++)
            if (HiddenLayers[i] < 1)
                throw new ArgumentOutOfRangeException(nameof(HiddenLayers), HiddenLayers[i], $"Hidden layer {i} needs at least 1 unit.");
        if (!Enum.IsDefined(Activation))
            throw new ArgumentOutOfRangeException(nameof(Activation), Activation, "No such activation.");
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "No such initialization.");
    }
}
