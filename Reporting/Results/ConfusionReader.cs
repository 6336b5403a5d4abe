using MlPipelines.Experiments.Results;

namespace MlPipelines.Reporting.Results;

/// <summary>Counts what a learner takes for what.</summary>
internal static class ConfusionReader
{
    private const int MostClasses = 15;

    /// <summary>The counts; null where rows have no classes, or more than a table shows well.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="trials">How many of its trials ended well.</param>
    /// <param name="rows">The rows of these trials. Those of which no class was said are not counted.</param>
    /// <param name="names">The names of the classes; a class without one is called by its number.</param>
    public static Confusion? Of(string learner, int trials, IReadOnlyList<TestRow> rows, IReadOnlyList<string> names)
    {
        if (rows.Count == 0 || rows.Any(row => !row.IsClass))
            return null;
        var said = rows.Where(row => double.IsFinite(row.Said)).Select(row => (Truth: (int)row.Truth, Said: (int)row.Said)).ToList();
        var classes = said.Select(row => Math.Max(row.Truth, row.Said) + 1).DefaultIfEmpty().Max();
        if (classes is 0 or > MostClasses)
            return null;
        var counts = new long[classes, classes];
        foreach (var row in said)
            counts[row.Truth, row.Said]++;
        return new(learner, trials, [.. Enumerable.Range(0, classes).Select(i => names.ElementAtOrDefault(i) ?? $"class {i}")], counts);
    }
}
