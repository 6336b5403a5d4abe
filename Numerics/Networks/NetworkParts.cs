using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>What the definitions of networks have in common.</summary>
internal static class NetworkParts
{
    /// <summary>A normalization if wanted, the activation, and a dropout where its probability is not 0.</summary>
    public static IEnumerable<LayerDefinition> Between(Activation activation, bool batchNorm, double dropout = 0) =>
    [
        .. batchNorm ? [new BatchNorm()] : Array.Empty<LayerDefinition>(),
        .. activation.Layers,
        .. dropout != 0 ? [new Dropout(dropout)] : Array.Empty<LayerDefinition>(),
    ];

    /// <summary>Refuses a number below 1.</summary>
    public static void RequirePositive(int value, string name, string what)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, $"{what}; found {value}.");
    }
}
