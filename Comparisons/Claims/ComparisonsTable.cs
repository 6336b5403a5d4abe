using MlPipelines.Comparisons.Results;

namespace MlPipelines.Comparisons.Claims;

/// <summary>The comparisons of learners of a run as a CSV file.</summary>
internal static class ComparisonsTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "comparisons.csv";

    private static readonly string[] Header = ["experiment", "measure", "first", "second", "evidence", "difference", "low", "high", "p", "better"];

    /// <summary>The file's text: a row for each pair of learners; <c>difference</c> is first less second, <c>better</c> a learner or <c>tie</c>.</summary>
    public static string Text(IEnumerable<LearnerComparison> comparisons) => CsvText.Rows([Header, .. comparisons.Select(Row)]);

    private static object?[] Row(LearnerComparison pair) =>
    [
        pair.Experiment, pair.Measure, pair.First, pair.Second, pair.Comparison.Evidence,
        Digits(pair.Comparison.Difference), Digits(pair.Comparison.Interval?.Low), Digits(pair.Comparison.Interval?.High), Digits(pair.Comparison.PValue),
        pair.Better ?? "tie",
    ];

    /// <summary>Six digits: more measure nothing.</summary>
    private static string? Digits(double? value) => value?.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
}
