namespace Microsoft.ML.Optimization;

/// <summary>A differentiable function to minimize.</summary>
internal interface IObjective
{
    /// <summary>The number of variables.</summary>
    int Dimension { get; }

    /// <summary>Returns the value at <paramref name="point"/> and overwrites <paramref name="gradient"/> with the gradient there.</summary>
    /// <param name="point">[dimension]</param>
    /// <param name="gradient">[dimension], overwritten.</param>
    float Evaluate(ReadOnlySpan<float> point, Span<float> gradient);
}
