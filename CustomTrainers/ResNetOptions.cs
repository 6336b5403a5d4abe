using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Settings of a dense residual network: a dense layer, blocks that each add to their input, a dense layer to the outputs.
/// </summary>
public sealed record ResNetOptions : NetworkOptions
{
    /// <summary>Values that pass from block to block, at least 1. Default 64.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Number of blocks, at least 0. Default 4.</summary>
    public int Blocks { get; init; } = 4;

    /// <summary>Hidden units of each block, at least 0; 0 for the <see cref="Width"/>. Default 0.</summary>
    public int HiddenWidth { get; init; }

    /// <summary>The activation. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.ReLU;

    /// <summary>Where the activation stands in a block. Default x + W₂ σ(W₁ x + b).</summary>
    public ResidualForm Form { get; init; } = ResidualForm.Single;

    /// <summary>
    /// Whether a batch normalization stands behind each weight matrix of a block; a batch then needs at least 2 rows. Default false.
    /// </summary>
    public bool BatchNorm { get; init; }

    /// <summary>Probability of dropping each hidden unit of a block while training, in [0, 1). Default 0.</summary>
    public double Dropout { get; init; }

    internal override NetworkDefinition Define(int features, int outputs) =>
        DenseResNet.Define(features, Width, Blocks, outputs, Activation, Form, HiddenWidth, BatchNorm, Dropout, Initialization);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        RequireAtLeast(1, Width, nameof(Width));
        RequireAtLeast(0, Blocks, nameof(Blocks));
        RequireAtLeast(0, HiddenWidth, nameof(HiddenWidth));
        RequireActivation(Activation);
        if (!Enum.IsDefined(Form))
            throw new ArgumentOutOfRangeException(nameof(Form), Form, "No such form of a residual block.");
        RequireShare(Dropout, nameof(Dropout));
    }
}
