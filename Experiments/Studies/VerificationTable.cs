using System.Globalization;
using MlPipelines.Experiments.Results;
using MlPipelines.Numerics.Verification;

namespace MlPipelines.Experiments.Studies;

/// <summary>The results of a verification as text: a table of slopes, and a CSV file of the curves behind them.</summary>
public static class VerificationTable
{
    private const int NameWidth = 46;

    /// <summary>The heads of the columns.</summary>
    public static string Header { get; } =
        $"{"gradient of",-NameWidth} {"kind",-8} {"numbers",8} {"slope 1",8} {"slope 2",8} {"J slope 1",9} {"J slope 2",9} {"transpose",9}";

    /// <summary>
    /// One result: the slopes of its Taylor test, and for a layer the slopes of its Jacobian test and the difference that the transpose
    /// makes.
    /// </summary>
    public static string Line(VerificationResult result)
    {
        var cells = Slopes(result);
        var line = ($"{cells[0],-NameWidth} {cells[1],-8} {cells[2],8} {cells[3],8} {cells[4],8} "
            + $"{cells[5],9} {cells[6],9} {cells[7],9}").TrimEnd();
        return result.Passed ? line : $"{line}   FAILED";
    }

    /// <summary>The columns of <see cref="Slopes"/>.</summary>
    public static IReadOnlyList<string> SlopeColumns { get; } = [
        "gradient of", "kind", "numbers", "slope 1", "slope 2", "J slope 1", "J slope 2", "transpose"];

    /// <summary>One result as cells, as in <see cref="Line"/>.</summary>
    public static IReadOnlyList<string> Slopes(VerificationResult result) =>
    [
        result.Name, Kind(result), result.Dimension.ToString(CultureInfo.InvariantCulture),
        Text(result.Taylor.FirstSlope), Text(result.Taylor.SecondSlope),
        result.Jacobian is { } first ? Text(first.FirstSlope) : "",
        result.Jacobian is { } second ? second.IsLinear ? "linear" : Text(second.SecondSlope) : "",
        result.TransposeError?.ToString("E1", CultureInfo.InvariantCulture) ?? "",
    ];

    /// <summary>The file of <see cref="SlopesCsv"/> that the program writes.</summary>
    public const string SlopesFileName = "slopes.csv";

    /// <summary>The picture's name without its ending.</summary>
    public const string PictureName = "verification";

    /// <summary>The fields of <see cref="SlopesCsv"/>.</summary>
    public static IReadOnlyList<string> SlopeFields { get; } =
    [
        "name", "kind", "numbers", "taylor_first_slope", "taylor_second_slope", "jacobian_first_slope", "jacobian_second_slope",
        "transpose_error", "passed",
    ];

    /// <summary>The slopes of every result; empty where there is no test, or no error of second order.</summary>
    public static string SlopesCsv(IReadOnlyList<VerificationResult> results) => CsvText.Rows(
    [
        SlopeFields,
        .. results.Select(result => (IReadOnlyList<object?>)
        [
            result.Name, Kind(result), result.Dimension, result.Taylor.FirstSlope, result.Taylor.SecondSlope,
            result.Jacobian?.FirstSlope, result.Jacobian is { IsLinear: false } curve ? curve.SecondSlope
                : null, result.TransposeError, result.Passed ? "yes" : "no",
        ]),
    ]);

    /// <summary>Every point of every curve.</summary>
    public static string Csv(IReadOnlyList<VerificationResult> results) => CsvText.Rows(
    [
        ["name", "kind", "test", "step", "first_order_error", "second_order_error", "passed"],
        .. results.SelectMany(
            result => Points(result, "taylor", result.Taylor)
                .Concat(result.Jacobian is { } jacobian ? Points(result, "jacobian", jacobian) : [])),
    ]);

    private static IEnumerable<IReadOnlyList<object?>> Points(VerificationResult result, string test, TaylorCurve curve) =>
        curve.Points.Select(point =>
        (IReadOnlyList<object?>)[
            result.Name, Kind(result), test, point.Step, point.FirstOrder, point.SecondOrder, result.Passed ? "yes" : "no"]);

    private static string Kind(VerificationResult result) => result.Kind.ToString().ToLowerInvariant();

    private static string Text(double slope) => slope.ToString("F3", CultureInfo.InvariantCulture);
}
