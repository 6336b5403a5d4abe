namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// The bins of one feature. Of a quantity, bin <c>i</c> holds the values in (<c>bounds[i - 1]</c>, <c>bounds[i]</c>]; of a category, bin
/// <c>i</c> holds the category <c>Categories[i]</c>. Missing values (NaN, and categories not seen or too rare for a bin of their own) have
/// bin <see cref="ValueBinCount"/>.
/// </summary>
public sealed class FeatureBins
{
    /// <summary>A byte holds so many bins of values, and that of the missing ones.</summary>
    internal const int MostInByte = 255;

    private readonly float[] _bounds;      // quantities: ValueBinCount - 1 thresholds, ascending
    private readonly int[] _categories;    // categories: ValueBinCount values, ascending

    private FeatureBins(float[] bounds, int[] categories, int valueBinCount, bool hasMissing, bool isCategorical)
    {
        _bounds = bounds;
        _categories = categories;
        ValueBinCount = valueBinCount;
        HasMissing = hasMissing;
        IsCategorical = isCategorical;
    }

    /// <summary>The number of bins that hold values; 0 where every value is missing.</summary>
    public int ValueBinCount { get; }

    /// <summary>Whether a training row had no value here.</summary>
    public bool HasMissing { get; }

    /// <summary>Whether its values are categories rather than quantities.</summary>
    public bool IsCategorical { get; }

    /// <summary>The number of bins, that of the missing values included where there are any.</summary>
    public int BinCount => ValueBinCount + (HasMissing ? 1 : 0);

    /// <summary>The closed upper bounds of all bins of a quantity but the last.</summary>
    public ReadOnlySpan<float> UpperBounds => _bounds;

    /// <summary>The categories in the order of their bins.</summary>
    public ReadOnlySpan<int> Categories => _categories;

    /// <summary>One bin: no split can use this feature.</summary>
    internal bool IsConstant => BinCount < 2;

    internal static FeatureBins OfQuantity(float[] bounds, bool anyValue, bool hasMissing) =>
        new(bounds, [], anyValue ? bounds.Length + 1 : 0, hasMissing, isCategorical: false);

    internal static FeatureBins OfCategories(int[] categories, bool hasMissing) =>
        new([], categories, categories.Length, hasMissing, isCategorical: true);

    /// <summary>
    /// Deals the thresholds out to as few sets as can have them: each set has every second (third, …) threshold, and at most so many bins.
    /// </summary>
    internal FeatureBins[] Deal(int maximumBinCount)
    {
        if (IsCategorical || ValueBinCount <= maximumBinCount)
            return [this];
        var sets = (_bounds.Length + maximumBinCount - 2) / (maximumBinCount - 1);
        return [.. Enumerable.Range(0, sets).Select(
            set => OfQuantity([.. _bounds.Where((_, i) => i % sets == set)], anyValue: true, HasMissing))];
    }

    /// <summary>The bin of a value; NaN gives <see cref="ValueBinCount"/>.</summary>
    public int Bin(float value)
    {
        if (float.IsNaN(value))
            return ValueBinCount;
        if (IsCategorical)
        {
            var category = (int)value;
            var found = category == value ? Array.BinarySearch(_categories, category) : -1;
            return found < 0 ? ValueBinCount : found;
        }

        return LowerBound(_bounds, value);
    }

    /// <summary>The bins of a whole column: <c>bins[i] = Bin(values[i])</c>.</summary>
    internal void Bin(ReadOnlySpan<float> values, Span<byte> bins)
    {
        if (IsCategorical)
        {
            for (var i = 0; i < values.Length; i++)
                bins[i] = (byte)Bin(values[i]);
            return;
        }

        // Equal neighbours are common (blank pixels, sorted files): the last value's bin is kept at hand.
        var last = float.NaN;
        var lastBin = (byte)ValueBinCount;
        var missing = lastBin;
        ReadOnlySpan<float> bounds = _bounds;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (value != last)
            {
                if (float.IsNaN(value))
                {
                    bins[i] = missing;
                    continue;
                }

                last = value;
                lastBin = (byte)LowerBound(bounds, value);
            }

            bins[i] = lastBin;
        }
    }

    /// <summary>The number of bounds smaller than the value: a binary search without branches to mispredict.</summary>
    private static int LowerBound(ReadOnlySpan<float> bounds, float value)
    {
        var first = 0;
        for (var length = bounds.Length; length > 0;)
        {
            var half = (length + 1) >> 1;
            first += bounds[first + half - 1] < value ? half : 0;
            length -= half;
        }

        return first;
    }
}
