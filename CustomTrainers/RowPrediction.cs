namespace MlPipelines.CustomTrainers;

/// <summary>A network's outputs for one row.</summary>
/// <param name="features">[inputs].</param>
/// <param name="scores">[outputs], overwritten.</param>
public delegate void RowPrediction(ReadOnlySpan<float> features, Span<float> scores);
