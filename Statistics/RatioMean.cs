namespace MlPipelines.Statistics;

/// <summary>
/// How much larger one learner's figures are than another's over several data sets: the geometric mean of their ratios, which is one
/// number for figures of different sizes, such as errors in euros and in minutes.
/// </summary>
/// <param name="Count">Number of data sets.</param>
/// <param name="Mean">The geometric mean of first over second; 1 where they are alike.</param>
/// <param name="Interval">Student's interval of the mean of the logarithms, as ratios; null for one data set, or where all ratios are the
/// same.</param>
public sealed record RatioMean(int Count, double Mean, Interval? Interval)
{
    /// <summary>The mean of the ratios first over second.</summary>
    /// <param name="first">A figure above 0 for each data set.</param>
    /// <param name="second">A figure above 0 for each data set, in the same order.</param>
    /// <param name="level">The interval's level.</param>
    /// <exception cref="ArgumentException">The numbers of figures differ, there is none, or one is not finite or not above 0.</exception>
    public static RatioMean Of(IReadOnlyList<double> first, IReadOnlyList<double> second, double level = 0.95)
    {
        Observations.RequireLevel(level);
        var logarithms = Observations.Differences(
            Logarithms(first, nameof(first)), Logarithms(second, nameof(second)), 1, "A mean of ratios");
        var mean = Math.Exp(Spread.Of([.. logarithms]).Mean);
        if (logarithms.Length < 2 || TTest.HasNoSpread(logarithms))
            return new(logarithms.Length, mean, null);
        var interval = StudentInterval.Of(logarithms, level);
        return new(logarithms.Length, mean, new Interval(Math.Exp(interval.Low), Math.Exp(interval.High), level));
    }

    private static double[] Logarithms(IReadOnlyList<double> figures, string name)
    {
        ArgumentNullException.ThrowIfNull(figures);
        for (var i = 0; i < figures.Count; i++)
        {
            if (!(figures[i] > 0))
            {
                throw new ArgumentException(
                    $"A mean of ratios needs figures above 0; figure {i + 1} of {figures.Count} is {figures[i]}. "
                        + "Compare by a loss or an error.", name);
            }
        }

        return [.. figures.Select(figure => Math.Log(figure))];
    }
}
