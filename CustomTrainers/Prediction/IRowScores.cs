namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>The scores of the row under a cursor, which the columns of a prediction are made of.</summary>
internal interface IRowScores
{
    /// <summary>The scores of the current row; overwritten when the cursor moves on.</summary>
    /// <exception cref="InvalidOperationException">The row has no score.</exception>
    ReadOnlySpan<float> Scores { get; }
}
