using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Tables;

/// <summary>What a first reading of the file finds in one column.</summary>
internal sealed class ColumnProfile(string name)
{
    private const int MostDistinct = 10_000;

    private readonly HashSet<string> _distinct = [];

    public string Name { get; } = name;

    public int Missing { get; private set; }

    public int Numbers { get; private set; }

    /// <summary>
    /// Fields that are numbers with a comma where a point belongs, such as 12,5 or 1.234,5, or with commas between thousands, such as
    /// 1,234.5.
    /// </summary>
    public int WithComma { get; private set; }

    public int Booleans { get; private set; }

    public int Others { get; private set; }

    public bool AllWhole { get; private set; } = true;

    public float Least { get; private set; } = float.PositiveInfinity;

    public float Greatest { get; private set; } = float.NegativeInfinity;

    /// <summary>Line and text of the first field that is neither missing nor a number.</summary>
    public (long Line, string Text)? FirstNonNumber { get; private set; }

    public int Present => Numbers + Booleans + Others;

    /// <summary>The different texts, at most <see cref="MostDistinct"/> of them.</summary>
    public IReadOnlyCollection<string> Distinct => _distinct;

    public void Add(StrictCsvReader reader, int field, FieldParser parser)
    {
        if (parser.IsMissing(reader, field))
        {
            Missing++;
            return;
        }

        var text = reader[field];
        if (FieldParser.TryNumber(text, out var number))
        {
            Numbers++;
            AllWhole &= number == MathF.Floor(number);
            Least = Math.Min(Least, number);
            Greatest = Math.Max(Greatest, number);
        }
        else
        {
            if (FieldParser.TryBoolean(text, out _))
                Booleans++;
            else
                Others++;
            if (FieldParser.IsNumberWithComma(text))
                WithComma++;
            FirstNonNumber ??= (reader.Line, CsvNumbers.Quoted(text));
        }

        // The texts of a column of measurements are of no use, and many.
        if (_distinct.Count < MostDistinct && (AllWhole || Numbers < Present))
            _distinct.Add(reader.Text(field));
    }
}

/// <summary>Decides what a column holds.</summary>
internal static class TypeInference
{
    /// <summary>From this share of numbers on, a column is one of numbers, and a text in it a mistake.</summary>
    private const double MostlyNumbers = 0.9;
    private const int MostWholeClasses = 50;

    /// <summary>The type of a column.</summary>
    /// <exception cref="DataFileException">It is mostly numbers but not all, or told to be numbers or booleans and is not.</exception>
    public static CsvColumnType Infer(string path, ColumnProfile profile, CsvColumnType? told)
    {
        if (told == CsvColumnType.Category)
            return CsvColumnType.Category;
        if (told == CsvColumnType.Boolean)
            return profile.Booleans == profile.Present ? CsvColumnType.Boolean : throw NotBoolean(path, profile);
        if (profile.Numbers == profile.Present)
            return CsvColumnType.Number;
        if (told == CsvColumnType.Number || profile.Numbers >= MostlyNumbers * profile.Present)
            throw NotNumber(path, profile);
        if (profile.WithComma > 0 && profile.Numbers + profile.WithComma >= MostlyNumbers * profile.Present)
            throw NumberWithComma(path, profile);
        return profile.Booleans == profile.Present ? CsvColumnType.Boolean : CsvColumnType.Category;
    }

    /// <summary>The task that a label asks for.</summary>
    public static LearningTask InferTask(ColumnProfile label, CsvColumnType type)
    {
        if (type == CsvColumnType.Boolean || label.Distinct.Count == 2 && (type == CsvColumnType.Category || label.AllWhole))
            return LearningTask.Binary;
        var classes = type == CsvColumnType.Category || label.AllWhole && label.Least >= 0 && label.Distinct.Count <= MostWholeClasses;
        return classes ? LearningTask.Multiclass : LearningTask.Regression;
    }

    private static DataFileException NotNumber(string path, ColumnProfile profile)
    {
        (var line, var text) = profile.FirstNonNumber!.Value;
        return new(
            $"{path}, line {line}, column '{profile.Name}': expected a number, as in {profile.Numbers} of {profile.Present} rows, "
                + $"found {text}. Correct it, add it to the missing markers, or say that the column is one of categories.")
        { File = path, Line = line, Column = profile.Name };
    }

    private static DataFileException NumberWithComma(string path, ColumnProfile profile)
    {
        (var line, var text) = profile.FirstNonNumber!.Value;
        return new(
            $"{path}, line {line}, column '{profile.Name}': expected a number with a decimal point and no other marks, as 12.5 or 1234.5, "
                + $"found {text}. "
            + "Write the numbers so, or say that the column is one of categories.")
        { File = path, Line = line, Column = profile.Name };
    }

    private static DataFileException NotBoolean(string path, ColumnProfile profile) =>
        new(
            $"{path}, column '{profile.Name}': expected true or false (or yes or no) in every row, found "
                + $"{profile.Present - profile.Booleans} rows with something else.")
        {
            File = path,
            Column = profile.Name,
        };
}
