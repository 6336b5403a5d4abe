namespace MlPipelines.Pipelines.Preprocessing;

/// <summary>What a learner's missing features (NaN) become before its trainer sees them.</summary>
public enum MissingFeatures
{
    /// <summary>
    /// The mean of the training rows stands for them, 0 where a feature has no value there. For each feature that is missing in a training
    /// row, one more says where (1) and where not (0). Later rows are filled in the same way, those features too that were always there in
    /// training. Pictures are left as they are: their pixels are never missing.
    /// </summary>
    Imputed,

    /// <summary>The trainer gets them: trees that have a side for them in each split, and networks for pixels, which refuse them.</summary>
    Kept,
}
