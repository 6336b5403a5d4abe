namespace Microsoft.ML.Transforms.Normalization;

/// <summary>To [−1, 1] with zero fixed, or else to [0, 1].</summary>
internal sealed record MinMaxColumn(string OutputName, string InputName, long MaximumExampleCount, bool FixZero)
    : NormalizerColumn(OutputName, InputName, MaximumExampleCount)
{
    protected override INormalizerFit CreateFit<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int slots, bool isVector)
    {
        var statistics = new MinMaxStatistics<T>(slots);
        return new NormalizerFit<T>(cursor, column, statistics, MaximumExampleCount, () =>
        {
            (T[] scale, T[]? offset) = statistics.ToAffine(FixZero);
            return new AffineFunction<T>(scale, offset, isVector);
        });
    }
}
