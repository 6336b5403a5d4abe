namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A trained model that scores one row of features at a time. Safe to use from several threads at once.</summary>
internal interface IRowModel
{
    /// <summary>Features of a row.</summary>
    int FeatureCount { get; }

    /// <summary>Scores of a row.</summary>
    int OutputCount { get; }

    /// <summary>Whether a row has a score; of one that has none, all scores are NaN.</summary>
    bool CanScore(ReadOnlySpan<float> features);

    /// <summary>The scores of one row, without allocation.</summary>
    /// <param name="features">[<see cref="FeatureCount"/>]</param>
    /// <param name="scores">[<see cref="OutputCount"/>], overwritten.</param>
    void Predict(ReadOnlySpan<float> features, Span<float> scores);
}
