namespace Microsoft.ML.Optimization;

/// <summary>Says after each accepted step whether the optimization ends.</summary>
internal interface IStoppingRule
{
    /// <param name="previous">The objective before the step.</param>
    /// <param name="current">The objective after it.</param>
    /// <param name="iteration">The number of this step, from 1.</param>
    bool ShouldStop(float previous, float current, int iteration);
}
