namespace MlPipelines.Numerics.Scaling;

/// <summary>
/// Moves and scales each column by figures that outliers hardly change: z = (x − centre) · factor. The centre is the median. The factor is
/// 1 / (q75 − q25) with the quartiles of the column; where these are equal, 2 / (max − min); and 0 where all values are equal
/// (Holzmüller, Grinsztajn and Steinwart, 2024, "Better by default: strong pre-tuned MLPs and boosted trees on tabular data",
/// arXiv:2407.04491).
/// </summary>
public sealed class RobustScale
{
    /// <summary>A scale of given figures.</summary>
    /// <param name="centers">[columns].</param>
    /// <param name="factors">[columns].</param>
    /// <exception cref="ArgumentException">The lengths differ, a centre or a factor is not finite, or a factor is below 0.</exception>
    public RobustScale(double[] centers, double[] factors)
    {
        ArgumentNullException.ThrowIfNull(centers);
        ArgumentNullException.ThrowIfNull(factors);
        if (centers.Length != factors.Length)
            throw new ArgumentException($"There are {centers.Length} centres and {factors.Length} factors.", nameof(factors));
        if (!Array.TrueForAll(centers, double.IsFinite))
            throw new ArgumentException("A centre is not finite.", nameof(centers));
        if (!Array.TrueForAll(factors, factor => double.IsFinite(factor) && factor >= 0))
            throw new ArgumentException("A factor is not a finite number of at least 0.", nameof(factors));
        Centers = centers;
        Factors = factors;
    }

    /// <summary>[columns]: what is taken away from the values: the median; 0 for a column without values.</summary>
    public double[] Centers { get; }

    /// <summary>[columns]: what the differences are multiplied by; 0 for a column that does not vary, or has no values.</summary>
    public double[] Factors { get; }

    /// <summary>Measures centres and factors in double precision; quantiles are interpolated linearly, as NumPy does.</summary>
    /// <param name="values">[rows, columns], row by row. NaN, a missing value, does not count.</param>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a value is infinite; the message says where.</exception>
    public static RobustScale Fit(ReadOnlySpan<float> values, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"{rows} rows of {columns} columns were expected, {values.Length} values came.", nameof(values));
        var (centers, factors, buffer) = (new double[columns], new double[columns], new float[rows]);
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
                buffer[row] = values[(row * columns) + column];
            (centers[column], factors[column]) = Measure(buffer, column);
        }

        return new RobustScale(centers, factors);
    }

    /// <summary>The same of values that lie column by column.</summary>
    /// <param name="columns">[columns][rows]. NaN does not count. Overwritten: they are sorted in place.</param>
    /// <exception cref="ArgumentException">A value is infinite; the message says in which column.</exception>
    public static RobustScale FitColumns(IReadOnlyList<Memory<float>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var (centers, factors) = (new double[columns.Count], new double[columns.Count]);
        for (var column = 0; column < columns.Count; column++)
            (centers[column], factors[column]) = Measure(columns[column].Span, column);
        return new RobustScale(centers, factors);
    }

    /// <summary>
    /// Scales a row. NaN stays NaN. The caller refuses infinite values. Without the clip, results beyond the range of float become its
    /// greatest value.
    /// </summary>
    /// <param name="row">[columns].</param>
    /// <param name="scaled">[columns]: overwritten; may be <paramref name="row"/> itself.</param>
    /// <param name="smoothClip">Whether results go through <see cref="SmoothClip"/> too.</param>
    /// <exception cref="ArgumentException">A length is not that of the columns.</exception>
    public void Apply(ReadOnlySpan<float> row, Span<float> scaled, bool smoothClip)
    {
        if (row.Length != Centers.Length || scaled.Length != Centers.Length)
        {
            throw new ArgumentException(
                $"{Centers.Length} values and as many places were expected, got {row.Length} and {scaled.Length}.", nameof(row));
        }

        for (var i = 0; i < row.Length; i++)
        {
            var z = (row[i] - Centers[i]) * Factors[i];
            scaled[i] = (float)(smoothClip ? SmoothClip.Of(z) : Math.Clamp(z, float.MinValue, float.MaxValue));
        }
    }

    private static (double Center, double Factor) Measure(Span<float> values, int column)
    {
        var sorted = Quantiles.Sort(values);
        if (sorted.Length == 0)
            return (0, 0);
        if (float.IsInfinity(sorted[0]) || float.IsInfinity(sorted[^1]))
        {
            throw new ArgumentException(
                $"Column {column} has an infinite value, where a finite number or NaN, a missing value, was expected.", nameof(values));
        }

        var quartiles = Quantiles.Of(sorted, 0.75) - Quantiles.Of(sorted, 0.25);
        var range = (double)sorted[^1] - sorted[0];
        return (Quantiles.Of(sorted, 0.5), quartiles > 0 ? 1 / quartiles : range > 0 ? 2 / range : 0);
    }
}
