namespace MlPipelines.Numerics.Layers;

/// <summary>What a named array of numbers does in its layer; penalties spare all but weights, training changes the first three.</summary>
public enum ParameterRole
{
    /// <summary>Multiplies inputs.</summary>
    Weight,

    /// <summary>Is added to outputs.</summary>
    Bias,

    /// <summary>Scales normalized values.</summary>
    Scale,

    /// <summary>A statistic of the training batches, moved along with them; no gradient reaches it.</summary>
    Statistic,

    /// <summary>A number of steps; no gradient reaches it. In files a whole number without dimensions.</summary>
    Counter,
}
