namespace MlPipelines.Numerics.Layers;

/// <summary>The function between two dense layers of a multilayer perceptron.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    ReLU,

    /// <summary>x above 0, 0.01 x else.</summary>
    LeakyReLU,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>None: the layers stay linear.</summary>
    Identity,
}
