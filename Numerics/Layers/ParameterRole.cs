namespace MlPipelines.Numerics.Layers;

/// <summary>What a parameter does in its layer; penalties may spare all but weights.</summary>
public enum ParameterRole
{
    /// <summary>Multiplies inputs.</summary>
    Weight,

    /// <summary>Is added to outputs.</summary>
    Bias,

    /// <summary>Scales normalized values.</summary>
    Scale,
}
