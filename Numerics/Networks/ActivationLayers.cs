using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>The layers of activations by name, and the settings that the definitions of networks share.</summary>
internal static class ActivationLayers
{
    /// <summary>The activation's layer; none for the identity.</summary>
    public static IEnumerable<LayerDefinition> Of(Activation activation) => activation switch
    {
        Activation.ReLU => [new ReLU()],
        Activation.LeakyReLU => [new LeakyReLU()],
        Activation.Tanh => [new Tanh()],
        Activation.Sigmoid => [new Sigmoid()],
        Activation.Identity => [],
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
    };

    /// <summary>A normalization if wanted, the activation, and a dropout where its probability is not 0.</summary>
    public static IEnumerable<LayerDefinition> Of(Activation activation, bool batchNorm, double dropout = 0) =>
    [
        .. batchNorm ? [new BatchNorm()] : Array.Empty<LayerDefinition>(),
        .. Of(activation),
        .. dropout != 0 ? [new Dropout(dropout)] : Array.Empty<LayerDefinition>(),
    ];

    /// <summary>Refuses a number below 1.</summary>
    public static void RequirePositive(int value, string name, string what)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, $"{what}; found {value}.");
    }
}
