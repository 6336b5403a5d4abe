using System.Globalization;
using System.Text.RegularExpressions;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Tables;

/// <summary>How the fields of the label are read: as the names of classes, or as numbers.</summary>
/// <param name="Task">The task.</param>
/// <param name="Reading">How a number is read where the task is a regression; else what the fields look like.</param>
/// <param name="Remark">What a user may want to know of it; null for nothing.</param>
internal sealed record LabelReading(LearningTask Task, ColumnReading Reading, string? Remark)
{
    private const int FewClasses = 10;
    private const int MostWholeClasses = 50;
    private const int RowsOfAClass = 10;
    private const int MostRemarked = 100;
    private const double RoundedSteps = 65536;

    /// <summary>Infers what was not told.</summary>
    public static LabelReading Of(ColumnProfile label, TypeInference inference, CsvOptions options, ColumnProblems problems)
    {
        CsvColumnType? told = options.Types.TryGetValue(label.Name, out var type) ? type : null;
        var found = new ColumnProblems("");
        var reading = inference.Infer(label, told, found);
        var task = options.Task ?? Infer(label, reading);
        if (task == LearningTask.Regression)
            return Regression(label, reading, found, problems);
        if (options.Task is null)
            problems.AddAll(found);
        return new LabelReading(task, reading, ClassRemark(label, reading, task, options));
    }

    private static LearningTask Infer(ColumnProfile label, ColumnReading reading)
    {
        if (reading.Type == CsvColumnType.Boolean)
            return LearningTask.Binary;
        if (label.HasMoreTexts)
            return reading.Type == CsvColumnType.Number ? LearningTask.Regression : LearningTask.Multiclass;
        var rows = ClassTexts.Count(label.Texts, reading.Type);
        var isNumber = reading.Type == CsvColumnType.Number;
        var isWhole = isNumber && label.Formats[0].Count == label.Present && label.Formats[0].AllWhole;
        var areNames = isNumber && ClassTexts.HaveEqualNumbers(rows.Keys);
        if (rows.Count == 2 && (!isNumber || isWhole || areNames))
            return LearningTask.Binary;
        var areClasses = !isNumber || areNames || (isWhole && (rows.Count <= FewClasses ? rows.Count < label.Present
            : rows.Count <= MostWholeClasses && rows.Values.Min() >= RowsOfAClass));
        return areClasses ? LearningTask.Multiclass : LearningTask.Regression;
    }

    private static LabelReading Regression(
        ColumnProfile label, ColumnReading reading, ColumnProblems found, ColumnProblems problems)
    {
        if (reading.Type != CsvColumnType.Number)
        {
            problems.Add(
                label.Name, $"a regression needs numbers; the label holds texts such as '{label.Texts.Keys.FirstOrDefault()}'. Set 'task' "
                    + "to binary or multiclass for classes, or choose another label.");
            return new LabelReading(LearningTask.Regression, reading, null);
        }

        problems.AddAll(found);
        var numbers = label.Formats.MaxBy(format => format.Count)!;
        var steps = (numbers.Greatest - numbers.Least)
            / (MathF.BitIncrement((float)Math.Abs(numbers.Greatest)) - (float)Math.Abs(numbers.Greatest));
        if (!reading.Scale.IsNone && (numbers.HasOutOfRange || steps < RoundedSteps))
        {
            problems.Add(
                label.Name, $"the targets from {numbers.Least:R} to {numbers.Greatest:R} cannot be told apart, or not be held, as 32-bit "
                    + "numbers. Write them in another unit, or without the part that all have.");
        }

        string?[] remarks = [
            reading.Scale.IsNone ? reading.Remark : "rounded to about 7 digits",
            numbers.AllWhole && !label.HasMoreTexts && label.Texts.Count <= MostRemarked
                ? $"{label.Texts.Count} different whole numbers read as a regression (task: multiclass reads them as classes)" : null];
        var remark = string.Join("; ", remarks.OfType<string>());
        return new LabelReading(LearningTask.Regression, reading with { Scale = default }, remark.Length == 0 ? null : remark);
    }

    private static string? ClassRemark(ColumnProfile label, ColumnReading reading, LearningTask task, CsvOptions options) =>
        options.Task is null && task == LearningTask.Multiclass && reading.Type == CsvColumnType.Number
            ? "numbers read as classes (task: regression reads them as numbers)"
            : options.Task is null && reading.Type == CsvColumnType.Date ? "dates read as classes" : null;
}

/// <summary>The texts of classes: two texts are one class where both are one truth value or one whole number, as 1 and 1.0.</summary>
internal static partial class ClassTexts
{
    /// <summary>What texts of one class have in common.</summary>
    public static string KeyOf(string text, CsvColumnType type)
    {
        if (type == CsvColumnType.Boolean)
            return text.StartsWith('t') || text.StartsWith('T') || text.StartsWith('y') || text.StartsWith('Y') ? "true" : "false";
        var whole = Whole().Match(text);
        if (!whole.Success)
            return text;
        var digits = whole.Groups[2].Value;
        return whole.Groups[1].Value == "-" && digits != "0" ? "-" + digits : digits;
    }

    /// <summary>The rows of each class.</summary>
    public static Dictionary<string, int> Count(IReadOnlyDictionary<string, int> texts, CsvColumnType type)
    {
        var rows = new Dictionary<string, int>();
        foreach (var (text, count) in texts)
            rows[KeyOf(text, type)] = rows.GetValueOrDefault(KeyOf(text, type)) + count;
        return rows;
    }

    /// <summary>Whether two different texts are one number, as 1.1 and 1.10: then they are names.</summary>
    public static bool HaveEqualNumbers(IEnumerable<string> keys)
    {
        var numbers = new HashSet<double>();
        foreach (var key in keys)
        {
            if (TryNumber(key, out var number) && !numbers.Add(number))
                return true;
        }

        return false;
    }

    /// <summary>Sorts classes: numbers by value, texts by code point, false before true.</summary>
    public static IReadOnlyList<string> Sorted(IEnumerable<string> keys)
    {
        string[] all = [.. keys];
        return all.All(key => TryNumber(key, out _))
            ? [.. all.OrderBy(key => TryNumber(key, out var number) ? number : 0).ThenBy(key => key, StringComparer.Ordinal)]
            : [.. all.Order(StringComparer.Ordinal)];
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out number) && double.IsFinite(number);

    [GeneratedRegex(@"^([+-]?)(0|[1-9][0-9]*)(\.0*)?$")]
    private static partial Regex Whole();
}
