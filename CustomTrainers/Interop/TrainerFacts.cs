using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Interop;

/// <summary>What trainers of ours tell of themselves.</summary>
internal static class TrainerFacts
{
    /// <summary>A network wants features of like size; it reads its rows once, so that a cache would not help.</summary>
    public static TrainerInfo Network { get; } = new(normalization: true, calibration: false, caching: false);

    /// <summary>A network that scales the features itself; it reads its rows once.</summary>
    public static TrainerInfo ScalingNetwork { get; } = new(normalization: false, calibration: false, caching: false);

    /// <summary>Trees need nothing: they compare features with thresholds, and read their rows once.</summary>
    public static TrainerInfo Trees { get; } = new(normalization: false, calibration: false, caching: false);

    /// <summary>Least squares need nothing: the solution does not depend on the size of the features. They read their rows once.</summary>
    public static TrainerInfo LeastSquares { get; } = new(normalization: false, calibration: false, caching: false);
}

/// <summary>A transformer that predicts from one column of features, as <c>PermutationFeatureImportance</c> finds it in a chain.</summary>
internal interface IFeatureTransformer : ISingleFeaturePredictionTransformer;
