using MathNet.Numerics.Distributions;

namespace MlPipelines.Comparisons.Statistics;

/// <summary>
/// McNemar's test of two classifiers on the same rows (Psychometrika 12, 1947): only the rows that exactly one of them gets
/// right tell them apart.
/// </summary>
/// <param name="OnlyFirst">Rows that only the first gets right.</param>
/// <param name="OnlySecond">Rows that only the second gets right.</param>
/// <param name="Statistic">Chi-squared with one degree of freedom; NaN for the exact test.</param>
/// <param name="PValue">Two-sided.</param>
internal sealed record McNemarTest(long OnlyFirst, long OnlySecond, double Statistic, double PValue)
{
    /// <summary>The exact test: the smaller count against a fair coin.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static McNemarTest Exact(long onlyFirst, long onlySecond)
    {
        long all = Discordant(onlyFirst, onlySecond);
        long less = Math.Min(onlyFirst, onlySecond);
        double p = all == 0 ? 1 : Math.Min(1, 2 * FairTail(less, all));
        return new(onlyFirst, onlySecond, double.NaN, p);
    }

    /// <summary>The test by chi-squared with Edwards' correction, (|b − c| − 1)² / (b + c); good from about 25 such rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static McNemarTest Corrected(long onlyFirst, long onlySecond)
    {
        long all = Discordant(onlyFirst, onlySecond);
        if (all == 0)
            return new(onlyFirst, onlySecond, 0, 1);
        double apart = Math.Max(0, Math.Abs(onlyFirst - onlySecond) - 1);
        double statistic = apart * apart / all;
        return new(onlyFirst, onlySecond, statistic, 2 * Normal.CDF(0, 1, -Math.Sqrt(statistic)));
    }

    /// <summary>The exact test from what two classifiers predicted for the same rows.</summary>
    /// <exception cref="ArgumentException">The numbers of rows differ, or there is none.</exception>
    public static McNemarTest Exact(ReadOnlySpan<bool> firstRight, ReadOnlySpan<bool> secondRight)
    {
        if (firstRight.Length != secondRight.Length || firstRight.Length == 0)
            throw new ArgumentException($"McNemar's test needs the same rows of both classifiers; found {firstRight.Length} and {secondRight.Length}.", nameof(secondRight));
        long first = 0, second = 0;
        for (int i = 0; i < firstRight.Length; i++)
        {
            first += firstRight[i] && !secondRight[i] ? 1 : 0;
            second += secondRight[i] && !firstRight[i] ? 1 : 0;
        }

        return Exact(first, second);
    }

    private static long Discordant(long onlyFirst, long onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        return checked(onlyFirst + onlySecond);
    }

    /// <summary>P(X ≤ k) for n tosses of a fair coin, by the regularized incomplete beta function.</summary>
    private static double FairTail(long k, long n) => MathNet.Numerics.SpecialFunctions.BetaRegularized(n - k, k + 1, 0.5);
}
