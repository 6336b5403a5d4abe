using MathNet.Numerics.Distributions;

namespace MlPipelines.Statistics;

/// <summary>
/// Wilcoxon's signed-rank test of whether differences are symmetric about 0 (Biometrics Bulletin 1, 1945). Differences of 0 are left out;
/// equal ones share their ranks.
/// </summary>
/// <param name="Count">Differences that are not 0.</param>
/// <param name="PositiveRanks">Sum of the ranks of positive differences.</param>
/// <param name="NegativeRanks">Sum of the ranks of negative differences.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="IsExact">Whether the p-value is exact, which it is for up to 50 differences, with ties too; else normal with correction for
/// ties and continuity.</param>
public sealed record WilcoxonSignedRankTest(int Count, double PositiveRanks, double NegativeRanks, double PValue, bool IsExact)
{
    /// <summary>Up to so many differences the distribution is counted out.</summary>
    public const int MostExact = 50;

    /// <summary>The test of differences.</summary>
    /// <exception cref="ArgumentException">No difference, or one that is not finite.</exception>
    public static WilcoxonSignedRankTest Of(IReadOnlyList<double> differences)
    {
        Observations.Require(differences, 1, "Wilcoxon's test");
        var own = differences.Where(difference => difference != 0).ToArray();
        if (own.Length == 0)
            return new(0, 0, 0, 1, true);
        var ranks = Ranks.Of([.. own.Select(Math.Abs)]);
        var positive = own.Zip(ranks, (difference, rank) => difference > 0 ? rank : 0).Sum();
        var negative = ranks.Sum() - positive;
        var exact = own.Length <= MostExact;
        var p = exact ? ExactP(ranks, Math.Min(positive, negative)) : NormalP(ranks, positive);
        return new(own.Length, positive, negative, p, exact);
    }

    /// <summary>Counts the 2ⁿ choices of signs by their sum of ranks; twice the ranks are whole numbers, with ties too.</summary>
    private static double ExactP(double[] ranks, double less)
    {
        var doubled = ranks.Select(rank => (int)Math.Round(2 * rank)).ToArray();
        var share = new double[doubled.Sum() + 1]; // share[s]: probability of the doubled sum s
        share[0] = 1;
        var top = 0;
        foreach (var rank in doubled)
        {
            for (var s = top; s >= 0; s--)
            {
                share[s] /= 2;
                share[s + rank] += share[s];
            }

            top += rank;
        }

        return Math.Min(1, 2 * share.Take((int)Math.Round(2 * less) + 1).Sum());
    }

    private static double NormalP(double[] ranks, double positive)
    {
        var n = (double)ranks.Length;
        var mean = n * (n + 1) / 4;
        var variance = (n * (n + 1) * ((2 * n) + 1) / 24) - (Ranks.TieTerm(ranks) / 48);
        var apart = Math.Max(0, Math.Abs(positive - mean) - 0.5);
        return 2 * Normal.CDF(0, 1, -apart / Math.Sqrt(variance));
    }
}

/// <summary>Ranks from 1, the smallest first; equal values share the mean of their ranks.</summary>
public static class Ranks
{
    /// <summary>The rank of each value.</summary>
    public static double[] Of(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && values[order[to]] == values[order[from]])
                to++;
            for (var i = from; i < to; i++)
                ranks[order[i]] = (from + 1 + to) / 2.0;
            from = to;
        }

        return ranks;
    }

    /// <summary>Σ (t³ − t) over groups of t equal values: what ties take from a variance of ranks.</summary>
    public static double TieTerm(IEnumerable<double> ranks) =>
        ranks.GroupBy(rank => rank).Sum(group => (Math.Pow(group.Count(), 3) - group.Count()));
}
