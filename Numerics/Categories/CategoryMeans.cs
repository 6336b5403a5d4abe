using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Categories;

/// <summary>
/// The mean target of each value of a category, drawn towards the mean of all rows the more, the fewer rows the value has: the credibility
/// means of Bühlmann and Straub ("Glaubwürdigkeit für Schadensätze", 1970), which are the predictions of a linear model with a random
/// intercept for each value. Trees and other learners take them as a number in place of a category of many values (Micci-Barreca, "A
/// preprocessing scheme for high-cardinality categorical attributes", 2001).
/// </summary>
/// <param name="Means">[values]: (S + k μ) / (m + k) with S the weighted sum of the value's targets, m the sum of its weights, μ the mean
/// of all rows and k the variance within values divided by that between them. μ for a value without rows.</param>
/// <param name="Prior">μ, which stands for values that are not among them.</param>
public sealed record CategoryMeans(float[] Means, float Prior)
{
    /// <summary>The parts that rows are dealt to for <see cref="CrossFit"/>.</summary>
    public const int Folds = 5;

    /// <summary>The mean of a value; <see cref="Prior"/> for one that the rows did not have, NaN for a missing one.</summary>
    /// <param name="category">The value from 0; below 0 where it is missing.</param>
    public float this[int category] => category < 0 ? float.NaN : category < Means.Length ? Means[category] : Prior;

    /// <summary>The means of rows.</summary>
    /// <param name="categories">[rows]: values from 0; below 0 where a row has none, which then counts for no value and not for μ.</param>
    /// <param name="targets">[rows]: numbers, or 1 and 0 for a class and the others.</param>
    /// <param name="weights">[rows], above 0; empty where all count the same.</param>
    /// <param name="count">The number of values.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a category is not below the count.</exception>
    public static CategoryMeans Fit(
        ReadOnlySpan<int> categories, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int count) =>
        Fit(categories, targets, weights, count, [], 0);

    /// <summary>
    /// For each row the mean of its value by the rows of the other parts: what a learner may be trained on. The mean by all rows has the
    /// row's own target in it, so that a learner would trust it too much. In five parts, this is the best of many encodings in the
    /// comparison of Pargent, Pfisterer, Thomas and Bischl (2022, doi:10.1007/s00180-022-01207-6).
    /// </summary>
    /// <param name="categories">[rows], as for <see cref="Fit(ReadOnlySpan{int}, ReadOnlySpan{float}, ReadOnlySpan{float}, int)"/>.</param>
    /// <param name="targets">[rows]</param>
    /// <param name="weights">[rows], or empty.</param>
    /// <param name="count">The number of values.</param>
    /// <param name="parts">[rows]: the part of each row, as <see cref="Deal"/> gives them.</param>
    /// <returns>[rows]; NaN for a missing value.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or a category is not below the count.</exception>
    public static float[] CrossFit(
        ReadOnlySpan<int> categories, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int count, ReadOnlySpan<byte> parts)
    {
        if (parts.Length != categories.Length)
            throw new ArgumentException($"There are {parts.Length} parts for {categories.Length} rows.", nameof(parts));
        var encoded = new float[categories.Length];
        for (byte part = 0; part < Folds; part++)
        {
            var means = Fit(categories, targets, weights, count, parts, part);
            for (var row = 0; row < encoded.Length; row++)
            {
                if (parts[row] == part)
                    encoded[row] = means[categories[row]];
            }
        }

        return encoded;
    }

    /// <summary>Deals rows to the parts, equally many to each and in random order.</summary>
    /// <returns>[rows]: from 0 to <see cref="Folds"/> − 1.</returns>
    public static byte[] Deal(int rows, int seed)
    {
        var parts = new byte[rows];
        for (var row = 0; row < rows; row++)
            parts[row] = (byte)(row % Folds);
        new Xoshiro256(seed, RandomPurpose.Encoding).Shuffle(parts.AsSpan());
        return parts;
    }

    /// <summary>The means of the rows outside one part.</summary>
    private static CategoryMeans Fit(
        ReadOnlySpan<int> categories, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int count, ReadOnlySpan<byte> parts,
        byte leftOut)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (targets.Length != categories.Length || (!weights.IsEmpty && weights.Length != categories.Length))
        {
            throw new ArgumentException(
                $"There are {targets.Length} targets and {weights.Length} weights for {categories.Length} rows.", nameof(targets));
        }

        var sums = new double[count];
        var masses = new double[count];
        var squares = 0.0;
        var rows = 0;
        for (var row = 0; row < categories.Length; row++)
        {
            var category = categories[row];
            if (category < 0 || (!parts.IsEmpty && parts[row] == leftOut))
                continue;
            if (category >= count)
            {
                throw new ArgumentException(
                    $"Row {row} has the category {category}, where one below {count} was expected.", nameof(categories));
            }

            var weight = weights.IsEmpty ? 1.0 : weights[row];
            sums[category] += weight * targets[row];
            masses[category] += weight;
            rows++;
        }

        var total = masses.Sum();
        var prior = total > 0 ? sums.Sum() / total : 0;
        for (var row = 0; row < categories.Length; row++)
        {
            var category = categories[row];
            if (category < 0 || (!parts.IsEmpty && parts[row] == leftOut))
                continue;
            var deviation = targets[row] - (sums[category] / masses[category]);
            squares += (weights.IsEmpty ? 1.0 : weights[row]) * deviation * deviation;
        }

        var ratio = VarianceRatio(sums, masses, prior, squares, rows);
        var means = new float[count];
        for (var category = 0; category < count; category++)
        {
            var drawn = double.IsPositiveInfinity(ratio) || masses[category] == 0
                ? prior
                : (sums[category] + ratio * prior) / (masses[category] + ratio);
            means[category] = (float)drawn;
        }

        return new CategoryMeans(means, (float)prior);
    }

    /// <summary>
    /// k: the variance within values by the variance between them, both estimated from the mean squares (analysis of variance); infinite
    /// where the values' means differ no more than chance makes them.
    /// </summary>
    private static double VarianceRatio(double[] sums, double[] masses, double prior, double squaresWithin, int rows)
    {
        var values = 0;
        var (total, massSquares, squaresBetween) = (0.0, 0.0, 0.0);
        for (var category = 0; category < sums.Length; category++)
        {
            if (masses[category] == 0)
                continue;
            values++;
            total += masses[category];
            massSquares += masses[category] * masses[category];
            var deviation = sums[category] / masses[category] - prior;
            squaresBetween += masses[category] * deviation * deviation;
        }

        if (rows <= values || values < 2)
            return double.PositiveInfinity;
        var within = squaresWithin / (rows - values);
        var between = (squaresBetween - (values - 1) * within) / (total - massSquares / total);
        return between > 0 ? within / between : double.PositiveInfinity;
    }
}
