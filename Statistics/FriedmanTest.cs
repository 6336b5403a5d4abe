using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace MlPipelines.Statistics;

/// <summary>
/// Friedman's test of whether several learners rank alike over several data sets, with Nemenyi's critical difference (Demšar, Statistical
/// Comparisons of Classifiers over Multiple Data Sets, JMLR 7, 2006).
/// </summary>
public sealed class FriedmanTest
{
    private FriedmanTest(int dataSets, double[] averageRanks, double chiSquared)
    {
        var k = averageRanks.Length;
        DataSets = dataSets;
        AverageRanks = averageRanks;
        ChiSquared = chiSquared;
        PValue = ChiSquaredTail(chiSquared, k - 1);
        var most = dataSets * (k - 1.0);
        FStatistic = chiSquared >= most ? double.PositiveInfinity : (dataSets - 1) * chiSquared / (most - chiSquared);
        FPValue = FTail(FStatistic, k - 1, (k - 1.0) * (dataSets - 1));
    }

    /// <summary>Number of data sets.</summary>
    public int DataSets { get; }

    /// <summary>Mean rank of each learner, 1 the best.</summary>
    public IReadOnlyList<double> AverageRanks { get; }

    /// <summary>Friedman's statistic, with correction for ties.</summary>
    public double ChiSquared { get; }

    /// <summary>Its p-value, chi-squared with k − 1 degrees of freedom.</summary>
    public double PValue { get; }

    /// <summary>The statistic of Iman and Davenport, less conservative, F with k − 1 and (k − 1)(N − 1) degrees of freedom.</summary>
    public double FStatistic { get; }

    /// <summary>Its p-value.</summary>
    public double FPValue { get; }

    /// <summary>The test of a table of figures.</summary>
    /// <param name="figures">A row for each data set, a figure for each learner.</param>
    /// <param name="lowerIsBetter">Whether the lowest figure ranks first.</param>
    /// <exception cref="ArgumentException">Fewer than two data sets or three learners, rows of different length, or a figure that is not
    /// finite.</exception>
    public static FriedmanTest Of(IReadOnlyList<IReadOnlyList<double>> figures, bool lowerIsBetter = false)
    {
        ArgumentNullException.ThrowIfNull(figures);
        int n = figures.Count, k = n == 0 ? 0 : figures[0].Count;
        if (n < 2 || k < 3)
        {
            throw new ArgumentException(
                $"Friedman's test needs at least 2 data sets and 3 learners; found {n} and {k}. "
                    + "Two learners are compared by Wilcoxon's test.", nameof(figures));
        }

        var sums = new double[k];
        var ties = 0.0;
        for (var i = 0; i < n; i++)
        {
            if (figures[i].Count != k)
            {
                throw new ArgumentException(
                    $"Friedman's test needs every learner on every data set; data set {i + 1} has {figures[i].Count} figures, "
                        + $"the first has {k}.", nameof(figures));
            }

            Observations.Require(figures[i], k, "Friedman's test");
            var ranks = Ranks.Of([.. figures[i].Select(figure => lowerIsBetter ? figure : -figure)]);
            ties += Ranks.TieTerm(ranks);
            for (var j = 0; j < k; j++)
                sums[j] += ranks[j];
        }

        var expected = n * (k + 1) / 2.0;
        var free = 1 - (ties / (n * (Math.Pow(k, 3) - k)));
        var chi = free <= 0 ? 0 : 12 * sums.Sum(sum => (sum - expected) * (sum - expected)) / (n * k * (k + 1.0)) / free;
        return new(n, [.. sums.Select(sum => sum / n)], chi);
    }

    /// <summary>Nemenyi's critical difference of average ranks: q / √2 · √(k (k + 1) / 6 N).</summary>
    /// <param name="alpha">Probability of any false difference.</param>
    public double CriticalDifference(double alpha = 0.05) =>
        StudentizedRange.UpperQuantile(alpha, AverageRanks.Count) * RangeUnit;

    /// <summary>Nemenyi's p-value of two learners' difference, adjusted for all pairs.</summary>
    public double PairPValue(int first, int second) =>
        StudentizedRange.UpperTail(Math.Abs(AverageRanks[first] - AverageRanks[second]) / RangeUnit, AverageRanks.Count);

    /// <summary>
    /// The bars of a critical-difference diagram: largest groups of learners, by rank, whose ranks lie within the critical difference;
    /// learners of one group do not differ.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups(double alpha = 0.05)
    {
        var order = Enumerable.Range(0, AverageRanks.Count).OrderBy(i => AverageRanks[i]).ToArray();
        var critical = CriticalDifference(alpha);
        var groups = new List<IReadOnlyList<int>>();
        var reached = 0;
        for (var from = 0; from < order.Length; from++)
        {
            var to = from + 1;
            while (to < order.Length && AverageRanks[order[to]] - AverageRanks[order[from]] <= critical)
                to++;
            if (to - from > 1 && to > reached)
                groups.Add(order[from..to]);
            reached = Math.Max(reached, to);
        }

        return groups;
    }

    /// <summary>What a difference of ranks is divided by to be a studentized range.</summary>
    private double RangeUnit => Math.Sqrt(AverageRanks.Count * (AverageRanks.Count + 1) / (12.0 * DataSets));

    private static double ChiSquaredTail(double chi, double freedom) =>
        chi <= 0 ? 1 : MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(freedom / 2, chi / 2);

    /// <summary>P(F &gt; f), as the incomplete beta function of the small end.</summary>
    private static double FTail(double f, double above, double below) =>
        f <= 0 ? 1 : double.IsInfinity(f) ? 0
            : MathNet.Numerics.SpecialFunctions.BetaRegularized(below / 2, above / 2, below / (below + (above * f)));
}

/// <summary>
/// The range of k independent standard normal values, which is the studentized range with infinite degrees of freedom: P(range ≤ q) = k ∫
/// φ(z) · (Φ(z) − Φ(z − q))^(k − 1) dz.
/// </summary>
public static class StudentizedRange
{
    private const int End = 9; // φ(9) is 1e-18

    /// <summary>P(range &gt; q) of k values, to about 1e-13 absolute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two values, or q is not a number.</exception>
    public static double UpperTail(double q, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        if (double.IsNaN(q))
            throw new ArgumentOutOfRangeException(nameof(q), q, "A range is a number; found NaN.");
        if (q <= 0)
            return 1;

        double Lack(double z)
        {
            var below = Normal.CDF(0, 1, z);
            return Normal.PDF(0, 1, z) * (Math.Pow(below, k - 1) - Math.Pow(below - Normal.CDF(0, 1, z - q), k - 1));
        }

        var sum = 0.0;
        for (var from = -End; from < End; from++)
            sum += GaussLegendreRule.Integrate(Lack, from, from + 1, 32);
        return Math.Clamp(k * sum, 0, 1);
    }

    /// <summary>The value that the range of k values exceeds with a given probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two values, or the probability is not strictly between 0 and 1.</exception>
    public static double UpperQuantile(double probability, int k)
    {
        Observations.RequireLevel(probability);
        return Brent.FindRoot(q => UpperTail(q, k) - probability, 0, 30, 1e-12, 200);
    }
}
