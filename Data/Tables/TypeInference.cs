using System.Text;
using MlPipelines.Data.Fields;

namespace MlPipelines.Data.Tables;

/// <summary>Decides what the columns of a file hold.</summary>
internal sealed class TypeInference(CsvOptions options, char delimiter)
{
    /// <summary>From this share of numbers on, a column is one of numbers, and a text in it a mistake.</summary>
    private const double Mostly = 0.9;
    private const int CodeLength = 4;

    /// <summary>Where one text of so many is a number, texts that are none may stand for missing ones.</summary>
    private const int SomeNumbers = 5;

    /// <summary>The mark before fractions that columns of the file have without doubt; null where none or both.</summary>
    private char? _decimal = options.Decimal;

    /// <summary>Learns from all columns what is before a fraction.</summary>
    public void Observe(IEnumerable<ColumnProfile> profiles)
    {
        if (options.Decimal is not null)
            return;
        char[] found = [
            .. profiles.Select(Fitting).Where(formats => formats.Count > 0 && formats.Count < NumberFormat.All.Count)
                .Select(formats => formats.Select(format => NumberFormat.All[format].Decimal).Distinct().ToList())
                .Where(marks => marks.Count == 1).Select(marks => marks[0]).Distinct()];
        _decimal = found.Length == 1 ? found[0] : null;
    }

    /// <summary>How a column is read; what is wrong with it goes to the problems.</summary>
    public ColumnReading Infer(ColumnProfile profile, CsvColumnType? told, ColumnProblems problems)
    {
        if (told == CsvColumnType.Category)
            return new ColumnReading(CsvColumnType.Category);
        if (told == CsvColumnType.Boolean || (told is null && profile.Booleans == profile.Present && profile.Present > 0))
            return Boolean(profile, problems);
        if (told == CsvColumnType.Date || (told is null && MostDates(profile) is { } date && date.Count >= Mostly * profile.Present))
            return Date(profile, problems);
        var best = profile.Formats.Max(format => format.Count);
        return told == CsvColumnType.Number || best + profile.Infinite >= Mostly * profile.Present
            ? Number(profile, told == CsvColumnType.Number, problems) : Category(profile);
    }

    private static ColumnReading Boolean(ColumnProfile profile, ColumnProblems problems)
    {
        if (profile.Booleans < profile.Present)
        {
            (var line, var text) = profile.FirstNonBoolean!.Value;
            problems.Add(
                profile.Name, $"expected true or false (or yes or no) in every row; {profile.Present - profile.Booleans} rows have "
                    + $"something else, such as {text}. Correct them, or leave the column out of 'types'.", line);
        }

        return new ColumnReading(CsvColumnType.Boolean);
    }

    private static ColumnReading Category(ColumnProfile profile)
    {
        var numbers = profile.Formats.Max(format => format.Count);
        var remark = numbers * SomeNumbers >= profile.Present
            ? $"texts, though {numbers} of {profile.Present} are numbers ('missingMarkers' can name what stands for no number)"
            : profile.WithDigit * 2 > profile.Present && !profile.HasMoreTexts && profile.Texts.Keys.Any(BeginsLikeNumber)
                ? "texts, though they look like numbers or times" : null;
        return new ColumnReading(CsvColumnType.Category, Remark: remark);
    }

    /// <summary>Whether a text is digits with a mark or a unit that no format has, such as 0x1F, 5kg or 1.0D5.</summary>
    private static bool BeginsLikeNumber(string text) => text.Take(2).Any(char.IsDigit);

    private ColumnReading Number(ColumnProfile profile, bool told, ColumnProblems problems)
    {
        if (profile.Infinite > 0)
        {
            (var line, var text) = profile.FirstInfinite!.Value;
            problems.Add(
                profile.Name, $"expected finite numbers; {profile.Infinite} rows have an infinite one, such as {text}. Put numbers there, "
                    + "or add the text to 'missingMarkers'.", line);
            return new ColumnReading(CsvColumnType.Number, NumberFormat.Plain);
        }

        var fitting = Fitting(profile);
        if (fitting.Count == 0)
        {
            NotNumber(profile, problems);
            return new ColumnReading(CsvColumnType.Number, NumberFormat.Plain);
        }

        (var chosen, var doubt) = Choose(profile, fitting, problems);
        var percent = profile.Percents > 0;
        if (percent && profile.Percents < profile.Present)
        {
            problems.Add(
                profile.Name, $"{profile.Percents} of {profile.Present} numbers have a percent sign and the others none. Write all in one "
                    + "way, or say in 'types' that the column is one of categories.");
        }

        if (profile.Currencies is ({ } first, { } second))
        {
            problems.Add(
                profile.Name, $"amounts in {first} and in {second} stand in one column. Write all in one currency, or say in 'types' that "
                    + "the column is one of categories.");
        }

        var format = NumberFormat.All[chosen] with { Percent = percent };
        if (!told && IsCode(profile))
        {
            return new ColumnReading(
                CsvColumnType.Category, Remark: $"codes of {profile.LeadingZeros.Length} digits with zeros before them, so texts (types: "
                    + "number reads numbers)");
        }

        (var scale, var why) = NumberScale.Of(profile.Formats[chosen], Values(profile, format));
        if (scale is null && !told)
            return TooLargeForSingle(profile, why!, problems);
        string?[] remarks = [
            format with { Percent = false } == NumberFormat.Plain ? null : $"written as {format}", percent ? "percent" : null,
            profile.Currencies.First is { } currency ? $"in {currency}" : null, doubt, why];
        var remark = string.Join("; ", remarks.OfType<string>());
        return new ColumnReading(
            CsvColumnType.Number, format, null, scale ?? new NumberScale(profile.Formats[chosen].Least, 0),
            remark.Length == 0 ? null : remark);
    }

    private ColumnReading TooLargeForSingle(ColumnProfile profile, string why, ColumnProblems problems)
    {
        if (profile.Texts.Count <= options.MaxCategories && !profile.HasMoreTexts)
            return new ColumnReading(CsvColumnType.Category, Remark: $"whole numbers read as texts: {why}");
        problems.Add(
            profile.Name, $"{why}. If these numbers are names, such as numbers of customers, put the column into 'ignore', or say in "
                + "'types' that it is one of categories; if they measure something, say in 'types' that it is one of numbers, and they are "
                + "rounded.");
        return new ColumnReading(CsvColumnType.Number, NumberFormat.Plain);
    }

    private static IEnumerable<double> Values(ColumnProfile profile, NumberFormat format)
    {
        foreach (var text in profile.Texts.Keys)
        {
            if (format.TryRead(Encoding.UTF8.GetBytes(text), out var value))
                yield return value;
        }
    }

    private bool IsCode(ColumnProfile profile) =>
        profile.LeadingZeros is ( > 0, >= CodeLength) && !profile.HasMoreTexts && profile.Texts.Count <= options.MaxCategories;

    /// <summary>The formats that all present fields have, narrowed by what the user told.</summary>
    private List<int> Fitting(ColumnProfile profile) => [
        .. Enumerable.Range(0, NumberFormat.All.Count).Where(
            format => profile.Present > 0 && profile.Formats[format].Count == profile.Present && IsAllowed(format))];

    private bool IsAllowed(int format) => (options.Decimal is null || NumberFormat.All[format].Decimal == options.Decimal)
        && (options.Thousands is null || NumberFormat.All[format].Thousands == options.Thousands);

    /// <summary>Of the formats that fit the one whose decimal mark the file has, and a doubt to tell.</summary>
    private (int Format, string? Doubt) Choose(ColumnProfile profile, List<int> fitting, ColumnProblems problems)
    {
        var first = fitting[0];
        var comma = fitting.FindIndex(format => NumberFormat.All[format].Decimal == ',') is >= 0 and var at ? fitting[at] : first;
        if (comma == first || HaveEqualNumbers(profile.Formats[first], profile.Formats[comma]))
            return (first, null);
        if (_decimal is { } mark)
            return (mark == ',' ? comma : first, null);
        var example = profile.Formats[first == 0 ? NumberFormat.All.Count - 1 : 0].FirstOther!.Value.Text;
        if (first == 0)
            return (0, delimiter == ';' ? $"the point of {example} taken for a decimal one (decimal: ',' says otherwise)" : null);
        if (delimiter == ';')
            return (comma, $"the comma of {example} taken for a decimal one (decimal: '.' says otherwise)");
        if (delimiter == ',')
            return (first, $"the comma of {example} taken for one between thousands (decimal: ',' says otherwise)");
        problems.Add(
            profile.Name, $"the comma of {example} can stand before a fraction or between thousands. Say which: set 'decimal' to ',' or "
                + "to '.'.", profile.Formats[0].FirstOther!.Value.Line);
        return (first, null);
    }

    private static bool HaveEqualNumbers(NumberProfile one, NumberProfile other) =>
        (one.Least, one.Greatest, one.Sum) == (other.Least, other.Greatest, other.Sum);

    private void NotNumber(ColumnProfile profile, ColumnProblems problems)
    {
        if (profile.Present == 0)
        {
            problems.Add(
                profile.Name, "expected numbers, found no value in any row. Choose another column, or correct 'missingMarkers' where one "
                    + "of them stands for a value.");
            return;
        }

        var best = Enumerable.Range(0, NumberFormat.All.Count).Where(IsAllowed).Select(format => profile.Formats[format])
            .MaxBy(format => format.Count) ?? profile.Formats[0];
        (var line, var text) = best.FirstOther ?? (1, "numbers of several formats");
        var told = options.Decimal is not null || options.Thousands is not null ? " 'decimal' and 'thousands' say how numbers are written."
            : "";
        problems.Add(
            profile.Name, $"expected a number, as in {best.Count} of {profile.Present} rows, found {text}. Correct it, add it to "
                + $"'missingMarkers', or say in 'types' that the column is one of categories.{told}", line);
    }

    private static (DateFormat Format, int Count)? MostDates(ColumnProfile profile)
    {
        var most = profile.DateCounts.Max();
        return most == 0 ? null : ((DateFormat)profile.DateCounts.ToList().IndexOf(most), most);
    }

    private ColumnReading Date(ColumnProfile profile, ColumnProblems problems)
    {
        if (MostDates(profile) is not { } most || most.Count < profile.Present)
        {
            (var line, var text) = profile.FirstNonDate ?? (0, "dates of several formats");
            problems.Add(
                profile.Name, $"expected a date of one format in every row, found {text}. Correct it, add it to 'missingMarkers', or "
                    + "say in 'types' that the column is one of categories.", line == 0 ? null : line);
            return new ColumnReading(CsvColumnType.Date, Dates: DateFormat.YearFirst);
        }

        var format = most.Format;
        var isEither = profile.DateCounts[(int)DateFormat.DayFirst] == most.Count
            && profile.DateCounts[(int)DateFormat.MonthFirst] == most.Count;
        if (isEither && options.DayFirst is null)
        {
            problems.Add(
                profile.Name, $"{profile.Texts.Keys.First()} and all other dates can have the day or the month first. Say which: set "
                    + "'dayFirst' to true or false.");
        }
        else if (isEither)
        {
            format = options.DayFirst!.Value ? DateFormat.DayFirst : DateFormat.MonthFirst;
        }

        return new ColumnReading(CsvColumnType.Date, Dates: format, Remark: format switch
        {
            DateFormat.DayFirst => "the day first",
            DateFormat.MonthFirst => "the month first",
            DateFormat.TimeOfDay => "times of the day",
            _ => null,
        });
    }
}
