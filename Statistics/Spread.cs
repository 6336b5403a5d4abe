namespace MlPipelines.Statistics;

/// <summary>Mean and sample standard deviation of the values of several seeds.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Mean">Their mean, NaN for none.</param>
/// <param name="Deviation">Their standard deviation with n − 1 below, NaN for fewer than two.</param>
public readonly record struct Spread(int Count, double Mean, double Deviation)
{
    /// <summary>The spread of values.</summary>
    public static Spread Of(params IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return new(0, double.NaN, double.NaN);
        var mean = values.Sum() / values.Count;
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new(values.Count, mean, values.Count < 2 ? double.NaN : Math.Sqrt(squares / (values.Count - 1)));
    }
}

/// <summary>What every statistic asks of the numbers that it is given.</summary>
internal static class Observations
{
    /// <summary>Refuses too few values and values that are not finite.</summary>
    /// <param name="values">The values.</param>
    /// <param name="least">How many are needed.</param>
    /// <param name="who">Who needs them, as the error's first words.</param>
    /// <exception cref="ArgumentException">There are fewer than <paramref name="least"/>, or one is NaN or infinite.</exception>
    public static void Require(IReadOnlyList<double> values, int least, string who)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < least)
            throw new ArgumentException($"{who} needs at least {least} values; found {values.Count}. Run more seeds.", nameof(values));
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    $"{who} needs finite values; value {i + 1} of {values.Count} is {values[i]}. Leave out what failed, "
                        + "in every learner alike.", nameof(values));
            }
        }
    }

    /// <summary>First minus second, pair by pair.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or as <see cref="Require"/>.</exception>
    public static double[] Differences(IReadOnlyList<double> first, IReadOnlyList<double> second, int least, string who)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
        {
            throw new ArgumentException(
                $"{who} compares pairs; found {first.Count} and {second.Count} values. Give one value of each learner for each seed.",
                nameof(second));
        }

        Require(first, least, who);
        Require(second, least, who);
        return [.. first.Zip(second, (a, b) => a - b)];
    }

    /// <summary>Refuses a level that is not a probability strictly between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void RequireLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(level), level, $"A level lies strictly between 0 and 1, such as 0.95; found {level}.");
        }
    }
}
