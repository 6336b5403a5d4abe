namespace Microsoft.ML.Transforms.Normalization;

/// <summary>To mean square 1 with zero fixed, else to mean 0 and variance 1, or to the normal distribution function.</summary>
internal sealed record MeanVarianceColumn(string OutputName, string InputName, long MaximumExampleCount, bool FixZero, bool UseCdf)
    : NormalizerColumn(OutputName, InputName, MaximumExampleCount)
{
    protected override INormalizerFit CreateFit<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int slots, bool isVector)
    {
        var statistics = new MeanVarianceStatistics<T>(slots);
        return new NormalizerFit<T>(cursor, column, statistics, MaximumExampleCount, () =>
        {
            if (UseCdf)
            {
                (T[] mean, T[] deviation) = statistics.ToNormal();
                return new CdfFunction<T>(mean, deviation, isVector);
            }

            (T[] scale, T[]? offset) = statistics.ToAffine(FixZero);
            return new AffineFunction<T>(scale, offset, isVector);
        });
    }
}
