namespace MlPipelines.Numerics.Trees;

/// <summary>The score that the first tree corrects.</summary>
public enum InitialScore
{
    /// <summary>The constant of least loss: the mean, the log-odds, the log-priors.</summary>
    Prior,

    Zero,
}
