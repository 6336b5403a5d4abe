namespace Microsoft.ML.Transforms;

/// <summary>Subtracts from each row's vector its mean and divides by its norm or standard deviation.</summary>
public sealed class GlobalContrastNormalizingEstimator : LpNormNormalizingEstimatorBase
{
    internal GlobalContrastNormalizingEstimator(string outputName, string inputName, bool ensureZeroMean, bool ensureUnitStandardDeviation, float scale)
        : base(new LpNormNormalizingTransformer(
            outputName, inputName, ensureUnitStandardDeviation ? NormFunction.StandardDeviation : NormFunction.L2, ensureZeroMean, scale))
    {
    }
}
