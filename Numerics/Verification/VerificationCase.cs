using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Verification;

/// <summary>Something whose gradient is to be verified.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Kind">Layer, loss or network.</param>
/// <param name="CreateProbe">Makes its function.</param>
internal sealed record VerificationCase(string Name, VerificationKind Kind, Func<Xoshiro256, GradientProbe> CreateProbe)
{
    private const int Batch = 3;

    /// <summary>A single layer, as a function of inputs of the shape and of its parameters.</summary>
    public static VerificationCase Layer(string name, Shape input, params LayerDefinition[] layers) =>
        new(name, VerificationKind.Layer, random => new NetworkProbe(new NetworkDefinition(input, layers), loss: null, Batch, random));

    /// <summary>A whole network with a loss.</summary>
    public static VerificationCase Network(string name, NetworkDefinition definition, LossDefinition loss) =>
        new(name, VerificationKind.Network, random => new NetworkProbe(definition, loss, Batch, random));

    /// <summary>A loss by itself.</summary>
    public static VerificationCase Loss(string name, LossDefinition loss, int columns, bool weighted) =>
        new(name, VerificationKind.Loss, random => new LossProbe(loss, rows: 7, columns, weighted, random));
}
