namespace MlPipelines.Comparisons.Suites;

/// <summary>The names that a mistyped one may have meant.</summary>
public static class NearestNames
{
    /// <summary>
    /// At most three of <paramref name="known"/>, nearest first: those that differ from <paramref name="name"/> in at most a third of
    /// its letters (edit distance with swaps), begin with it, or hold it.
    /// </summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> known)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(known);
        string asked = name.ToLowerInvariant();
        int limit = Math.Max(2, asked.Length / 3);
        return [.. known
            .Select(candidate => (Name: candidate, Distance: candidate.Contains(asked, StringComparison.Ordinal) ? 0 : Distance(asked, candidate)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Distinct()
            .Take(3)];
    }

    /// <summary>Least number of letters inserted, dropped, changed or swapped with their neighbor (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(change, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
