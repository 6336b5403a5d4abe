using System.Globalization;
using MlPipelines.Comparisons.Results;
using MlPipelines.Numerics.Verification;

namespace MlPipelines.Comparisons.Verification;

/// <summary>The results of a verification as text: a table of slopes, and a CSV file of the curves behind them.</summary>
internal static class VerificationTable
{
    private const int NameWidth = 46;

    /// <summary>The heads of the columns.</summary>
    public static string Header { get; } =
        $"{"gradient of",-NameWidth} {"kind",-8} {"numbers",8} {"slope 1",8} {"slope 2",8} {"J slope 1",9} {"J slope 2",9} {"transpose",9}";

    /// <summary>One result: the slopes of its Taylor test, and for a layer the slopes of its Jacobian test and the difference that the transpose makes.</summary>
    public static string Line(VerificationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Name,-NameWidth} {result.Kind.ToString().ToLowerInvariant(),-8} {result.Dimension,8} {result.Taylor.FirstSlope,8:F3} {result.Taylor.SecondSlope,8:F3} ")
        + (result.Jacobian is not { } jacobian ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"{jacobian.FirstSlope,9:F3} {(jacobian.IsLinear ? "linear" : jacobian.SecondSlope.ToString("F3", CultureInfo.InvariantCulture)),9} {result.TransposeError,9:E1}"))
        + (result.Passed ? "" : "  FAILED");

    /// <summary>Every point of every curve.</summary>
    public static string Csv(IReadOnlyList<VerificationResult> results) => CsvText.Rows(
    [
        ["name", "kind", "test", "step", "first_order_error", "second_order_error", "passed"],
        .. results.SelectMany(result => Points(result, "taylor", result.Taylor).Concat(result.Jacobian is { } jacobian ? Points(result, "jacobian", jacobian) : [])),
    ]);

    private static IEnumerable<IReadOnlyList<object?>> Points(VerificationResult result, string test, TaylorCurve curve) => curve.Points.Select(point =>
        (IReadOnlyList<object?>)[result.Name, result.Kind.ToString().ToLowerInvariant(), test, point.Step, point.FirstOrder, point.SecondOrder, result.Passed ? "yes" : "no"]);
}
