namespace Microsoft.ML.Transforms;

/// <summary>Divides each row's vector by its norm.</summary>
public sealed class LpNormNormalizingEstimator : LpNormNormalizingEstimatorBase
{
    internal LpNormNormalizingEstimator(string outputName, string inputName, NormFunction norm, bool ensureZeroMean)
        : base(new LpNormNormalizingTransformer(outputName, inputName, norm, ensureZeroMean, scale: 1))
    {
    }
}
