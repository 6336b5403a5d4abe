namespace MlPipelines.Numerics.Scaling;

/// <summary>
/// Gives each column a standard normal distribution: a value becomes its share of the values below it, by linear interpolation between
/// quantiles, and this share the number that a standard normal variable is below with that probability. The rules of ties, of the ends and
/// of missing values are those of scikit-learn's <c>QuantileTransformer(output_distribution="normal")</c>; all rows are used, never a
/// sample of them.
/// </summary>
/// <remarks>
/// A value that stands several times in the quantiles gets the middle of its shares. Shares are kept 1e-7 from 0 and 1, so that results
/// stay between −5.2 and 5.2. The least value, and all below it, become −5.2; so does each value of a column of one value. Numbers in a
/// column that had none become 0. One rule differs: scikit-learn takes a value within 1e-7 of the least or the greatest for it, which
/// would lose columns of tiny numbers.
/// </remarks>
public sealed class QuantileNormalizer
{
    /// <summary>Most quantiles of a column.</summary>
    public const int MostQuantiles = 1000;

    /// <summary>How far shares are kept from 0 and 1.</summary>
    internal const double Margin = 1e-7;

    /// <summary>What the greatest value becomes; the least becomes the same below 0.</summary>
    internal static readonly double Greatest = -NormalQuantile.Of(Margin);

    private readonly double[][] _quantiles;

    /// <summary>A transformation of given quantiles.</summary>
    /// <param name="quantiles">[columns][quantiles]: ascending; at the shares 0 to 1 in even steps. Empty for a column without
    /// values.</param>
    /// <exception cref="ArgumentException">Quantiles are not finite, or not ascending.</exception>
    public QuantileNormalizer(double[][] quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        for (var column = 0; column < quantiles.Length; column++)
        {
            for (var i = 0; i < quantiles[column].Length; i++)
            {
                if (!double.IsFinite(quantiles[column][i]) || (i > 0 && quantiles[column][i] < quantiles[column][i - 1]))
                    throw new ArgumentException($"The quantiles of column {column} are not finite and ascending.", nameof(quantiles));
            }
        }

        _quantiles = quantiles;
    }

    /// <summary>[columns][quantiles]: ascending; empty for a column without values.</summary>
    public IReadOnlyList<double[]> Quantiles => _quantiles;

    /// <summary>Measures the quantiles: as many as there are rows, at most <see cref="MostQuantiles"/>.</summary>
    /// <param name="columns">[columns][rows]. NaN, a missing value, does not count. Overwritten: they are sorted in place.</param>
    /// <exception cref="ArgumentException">A value is infinite; the message says in which column.</exception>
    public static QuantileNormalizer FitColumns(IReadOnlyList<Memory<float>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var quantiles = new double[columns.Count][];
        for (var column = 0; column < quantiles.Length; column++)
            quantiles[column] = Measure(columns[column].Span, column);
        return new QuantileNormalizer(quantiles);
    }

    /// <summary>Transforms a row. NaN stays NaN. The caller refuses infinite values.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="result">[columns]: overwritten; may be <paramref name="row"/> itself.</param>
    /// <exception cref="ArgumentException">A length is not that of the columns.</exception>
    public void Apply(ReadOnlySpan<float> row, Span<float> result)
    {
        if (row.Length != _quantiles.Length || result.Length != _quantiles.Length)
        {
            throw new ArgumentException(
                $"{_quantiles.Length} values and as many places were expected, got {row.Length} and {result.Length}.", nameof(row));
        }

        for (var i = 0; i < row.Length; i++)
            result[i] = (float)Transform(_quantiles[i], row[i]);
    }

    private static double[] Measure(Span<float> values, int column)
    {
        var sorted = Scaling.Quantiles.Sort(values);
        if (sorted.Length == 0)
            return [];
        if (float.IsInfinity(sorted[0]) || float.IsInfinity(sorted[^1]))
        {
            throw new ArgumentException(
                $"Column {column} has an infinite value, where a finite number or NaN, a missing value, was expected.", nameof(values));
        }

        var quantiles = new double[Math.Min(values.Length, MostQuantiles)];
        for (var i = 0; i < quantiles.Length; i++)
        {
            var quantile = Scaling.Quantiles.Of(sorted, Share(i, quantiles.Length));
            // Rounding may put a quantile below the one before.
            quantiles[i] = i == 0 ? quantile : Math.Max(quantile, quantiles[i - 1]);
        }

        return quantiles;
    }

    private static double Share(int quantile, int count) => count == 1 ? 0 : (double)quantile / (count - 1);

    private static double Transform(double[] quantiles, double value)
    {
        if (double.IsNaN(value))
            return value;
        if (quantiles.Length == 0)
            return 0;
        return value <= quantiles[0] ? -Greatest
            : value >= quantiles[^1] ? Greatest
            : NormalQuantile.Of(Math.Clamp(ShareOf(quantiles, value), Margin, 1 - Margin));
    }

    /// <summary>The share of a value between the ends: the mean of those of the first and of the last quantile that equal it.</summary>
    private static double ShareOf(double[] quantiles, double value)
    {
        var first = CountBelow(quantiles, value);
        if (quantiles[first] == value)
        {
            var last = CountBelow(quantiles, Math.BitIncrement(value)) - 1;
            return 0.5 * (Share(first, quantiles.Length) + Share(last, quantiles.Length));
        }

        var (low, high) = (quantiles[first - 1], quantiles[first]);
        return (first - 1 + ((value - low) / (high - low))) / (quantiles.Length - 1);
    }

    private static int CountBelow(double[] quantiles, double value)
    {
        var (low, high) = (0, quantiles.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (quantiles[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
