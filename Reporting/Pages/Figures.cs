using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlPipelines.Reporting.Results;

namespace MlPipelines.Reporting.Pages;

/// <summary>Figures as a page shows them.</summary>
internal static class Figures
{
    private const string None = "–";

    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A learner's figure with its interval.</summary>
    public static string Of(Cell? cell, FigureColumn column) => cell is null ? None
        : cell.Low is { } low && cell.High is { } high
            ? $"{Rounded(cell.Mean, column.Decimals)} ({Rounded(low, column.Decimals)} to {Rounded(high, column.Decimals)})"
            : Rounded(cell.Mean, column.Decimals);

    /// <summary>A figure with its interval, with as many digits as the interval makes sense of.</summary>
    public static string Of(Ranged? figure)
    {
        if (figure is null)
            return None;
        if (figure.Low is not { } low || figure.High is not { } high)
            return Short(figure.Value);
        var width = high - low;
        var decimals = double.IsFinite(width) && width > 0 ? Math.Clamp((int)Math.Ceiling(-Math.Log10(width)) + 1, 0, 7) : 4;
        return $"{Rounded(figure.Value, decimals)} ({Rounded(low, decimals)} to {Rounded(high, decimals)})";
    }

    /// <summary>A difference of two figures, with its sign.</summary>
    public static string Difference(double? difference, FigureColumn column) => difference is not { } value ? None
        : value > 0 ? $"+{Rounded(value, column.Decimals)}" : Rounded(value, column.Decimals);

    /// <summary>A p-value.</summary>
    public static string PValue(double? p) => p is not { } value ? None
        : value < 0.0001 ? "below 0.0001" : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A figure as a script sorts by it; empty for none.</summary>
    public static string Plain(double? value) => value?.ToString("G7", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A figure with four digits.</summary>
    public static string Short(double value) =>
        Math.Abs(value) is > 9999 and < 1e15 ? Rounded(value, 0) : Minus(value.ToString("G4", CultureInfo.InvariantCulture));

    /// <summary>A place in a drawing.</summary>
    public static string Place(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A share, from 0 to 1.</summary>
    public static string Share(long part, long whole) =>
        whole == 0 ? "0" : ((double)part / whole).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>How often there is each verdict, as <c>12 supported, 3 contradicted</c>.</summary>
    public static string Counts(IEnumerable<string> verdicts) => string.Join(
        ", ", verdicts.CountBy(verdict => verdict).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"));

    /// <summary>
    /// Curves as a script reads them: whatever they hold, they cannot end the element that they stand in. A line whose lowest and highest
    /// are its mean has only that.
    /// </summary>
    public static string Json(IReadOnlyList<CurveSet> curves) => JsonSerializer.Serialize(
        curves.Select(set => new
        {
            name = set.Name,
            epochs = set.Epochs,
            lines = set.Lines.Select(line => new
            {
                name = line.Learner,
                mean = line.Mean.Select(Digits),
                low = line.Low.SequenceEqual(line.Mean) ? null : line.Low.Select(Digits),
                high = line.High.SequenceEqual(line.Mean) ? null : line.High.Select(Digits),
            }),
        }),
        Compact);

    /// <summary>A figure with four digits, which is more than a drawing shows.</summary>
    private static double? Digits(double? value) =>
        value is { } known ? double.Parse(known.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static string Rounded(double value, int decimals) => double.IsPositiveInfinity(value) ? "∞"
        : double.IsNegativeInfinity(value) ? "−∞"
        : Minus(value.ToString($"N{decimals}", CultureInfo.InvariantCulture).Replace(',', ' '));

    /// <summary>With a minus sign in place of a hyphen, and without one before a zero.</summary>
    private static string Minus(string number) =>
        number.Any(digit => digit is >= '1' and <= '9') ? number.Replace('-', '−') : number.TrimStart('-');
}
