using MlPipelines.Comparisons.Results;

namespace MlPipelines.Comparisons.Claims;

/// <summary>The judged claims of a run as a CSV file.</summary>
internal static class ClaimsTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "claims.csv";

    private static readonly string[] Header = ["claim", "experiment", "evidence", "effect", "low", "high", "p", "verdict"];

    /// <summary>The file's text: a row for each claim.</summary>
    public static string Text(IEnumerable<JudgedClaim> claims) => CsvText.Rows([Header, .. claims.Select(Row)]);

    private static object?[] Row(JudgedClaim judged) =>
    [
        judged.Claim, judged.Experiment, judged.Evidence,
        Digits(judged.Effect), Digits(judged.Low), Digits(judged.High), Digits(judged.P), judged.Verdict.ToString().ToLowerInvariant(),
    ];

    /// <summary>Six digits: more measure nothing.</summary>
    private static string? Digits(double? value) => value?.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
}
