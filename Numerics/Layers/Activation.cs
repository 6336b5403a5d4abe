namespace MlPipelines.Numerics.Layers;

/// <summary>The function between two dense layers of a multilayer perceptron.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    ReLU,

    /// <summary>None: the layers stay linear.</summary>
    Identity,
}
