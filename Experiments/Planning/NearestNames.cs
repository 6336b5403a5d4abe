namespace MlPipelines.Experiments.Planning;

/// <summary>The names that a mistyped one may have meant.</summary>
public static class NearestNames
{
    private const double Tie = 0.4;
    private const int Longest = 100; // what a distance takes grows with the product of both lengths

    /// <summary>
    /// At most three of <paramref name="known"/>, nearest first: those that differ from <paramref name="name"/>, whole or in their first
    /// letters, in at most a third of its letters (edit distance with swaps, whatever their case), and those that hold it. None for an
    /// empty or blank name, and none of or for names of more than 100 letters.
    /// </summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        if (string.IsNullOrWhiteSpace(name) || name.Length > Longest)
            return [];
        var asked = name.ToLowerInvariant();
        var limit = (double)Math.Max(2, asked.Length / 3);
        var near = known.Where(candidate => candidate.Length <= Longest).Distinct()
            .Select(candidate => (Name: candidate, Distance: DistanceOf(asked, candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(3)
            .ToList();
        return [.. near.Where(candidate => candidate.Distance <= near[0].Distance + Tie).Select(candidate => candidate.Name)];
    }

    /// <summary>Below 0 for the name itself, more the less a candidate is like what was asked.</summary>
    private static double DistanceOf(string asked, string candidate)
    {
        if (candidate == asked)
            return -1; // alone: nothing else is meant
        var whole = (double)Distance(asked, candidate);
        var beginning = candidate.Length > asked.Length ? Distance(asked, candidate[..asked.Length]) + 0.5 : double.PositiveInfinity;
        var inside = candidate.Contains(asked, StringComparison.Ordinal) ? 1.0 : double.PositiveInfinity;
        return Math.Min(whole, Math.Min(beginning, inside));
    }

    /// <summary>Least number of letters inserted, dropped, changed or swapped with their neighbour (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(change, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
