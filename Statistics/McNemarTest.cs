using MathNet.Numerics.Distributions;

namespace MlPipelines.Statistics;

/// <summary>
/// McNemar's test of whether two trained models are right on equally many of the same test rows (Psychometrika 12, 1947): only the rows
/// count that one has right and the other wrong.
/// </summary>
/// <param name="FirstAlone">Rows that the first has right and the second wrong.</param>
/// <param name="SecondAlone">Rows that the second has right and the first wrong.</param>
/// <param name="PValue">Two-sided and exact: the binomial distribution with the share ½.</param>
public sealed record McNemarTest(int FirstAlone, int SecondAlone, double PValue)
{
    /// <summary>The test of counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static McNemarTest Of(int firstAlone, int secondAlone)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstAlone);
        ArgumentOutOfRangeException.ThrowIfNegative(secondAlone);
        var n = firstAlone + secondAlone;
        return new(firstAlone, secondAlone, n == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, n, Math.Min(firstAlone, secondAlone))));
    }

    /// <summary>The test of the rows' outcomes.</summary>
    /// <param name="first">[rows]: whether the first model has the row right.</param>
    /// <param name="second">[rows]: whether the second has.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, or there are none.</exception>
    public static McNemarTest Of(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        if (first.Length != second.Length || first.IsEmpty)
        {
            throw new ArgumentException(
                $"McNemar's test compares two models on the same rows, at least one; found {first.Length} and {second.Length} outcomes.",
                nameof(second));
        }

        var (firstAlone, secondAlone) = (0, 0);
        for (var row = 0; row < first.Length; row++)
        {
            firstAlone += first[row] && !second[row] ? 1 : 0;
            secondAlone += second[row] && !first[row] ? 1 : 0;
        }

        return Of(firstAlone, secondAlone);
    }
}
