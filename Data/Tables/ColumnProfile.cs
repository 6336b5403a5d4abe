using System.Text;
using MlPipelines.Data.Csv;
using MlPipelines.Data.Fields;

namespace MlPipelines.Data.Tables;

/// <summary>What a first reading of the file finds in one column.</summary>
/// <param name="name">The column's name.</param>
/// <param name="mostTexts">The number of different texts to remember.</param>
internal sealed class ColumnProfile(string name, int mostTexts)
{
    /// <summary>From so many fields on a format that half of them do not have is no longer tried: that takes long.</summary>
    private const int SurePresent = 20;

    private readonly Dictionary<string, int> _texts = [];
    private readonly int[] _dates = new int[Dates.FormatCount];
    private readonly NumberProfile[] _formats = [.. NumberFormat.All.Select(_ => new NumberProfile())];

    public string Name { get; } = name;

    public int Missing { get; private set; }

    public int Booleans { get; private set; }

    /// <summary>Fields that are infinite numbers.</summary>
    public int Infinite { get; private set; }

    public int Present { get; private set; }

    /// <summary>Fields with a percent sign behind the number.</summary>
    public int Percents { get; private set; }

    /// <summary>Fields that are no plain number but hold a digit.</summary>
    public int WithDigit { get; private set; }

    /// <summary>The sign of a currency that fields have, and a second one; null for none.</summary>
    public (string? First, string? Second) Currencies { get; private set; }

    /// <summary>
    /// Fields that are whole digits with a zero before them, and how long all fields are; null where they are not of one length.
    /// </summary>
    public (int Count, int? Length) LeadingZeros { get; private set; }

    /// <summary>Per format of <see cref="NumberFormat.All"/>, what its numbers are.</summary>
    public IReadOnlyList<NumberProfile> Formats => _formats;

    /// <summary>Per <see cref="DateFormat"/>, the number of fields that are such dates.</summary>
    public IReadOnlyList<int> DateCounts => _dates;

    /// <summary>The different texts with their numbers of rows, up to the first of too many to be remembered.</summary>
    public IReadOnlyDictionary<string, int> Texts => _texts;

    /// <summary>Whether there are more different texts than <see cref="Texts"/> has.</summary>
    public bool HasMoreTexts { get; private set; }

    /// <summary>The first field that is no truth value: line and text.</summary>
    public (long Line, string Text)? FirstNonBoolean { get; private set; }

    /// <summary>The first field that is a date in no format or not in all that the others are: line and text.</summary>
    public (long Line, string Text)? FirstNonDate { get; private set; }

    /// <summary>The first field that is infinite: line and text.</summary>
    public (long Line, string Text)? FirstInfinite { get; private set; }

    public void Add(StrictCsvReader reader, int field, FieldParser parser)
    {
        if (parser.IsMissing(reader, field))
        {
            Missing++;
            return;
        }

        var text = reader[field];
        Present++;
        if (FieldKinds.TryPlainNumber(text, out var number))
        {
            AddPlain(text, number, reader.Line);
        }
        else
        {
            AddOther(text, reader, field);
        }

        AddText(reader, field);
        if (FirstNonBoolean is null && Booleans < Present)
            FirstNonBoolean = (reader.Line, CsvNumbers.Quoted(text));
    }

    private void AddPlain(ReadOnlySpan<byte> text, double number, long line)
    {
        var hasPoint = text.Contains((byte)'.');
        for (var format = 0; format < _formats.Length; format++)
        {
            var fits = !hasPoint || NumberFormat.All[format].Decimal == '.';
            var value = number;
            if (!fits && NumberFormat.All[format].Thousands == '.')
                fits = NumberFormat.All[format].TryRead(NumberParts.Of(text), out value);
            _formats[format].Add(fits, value, line, text);
        }

        if (text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            AddDigits(text);
        else
            LeadingZeros = (LeadingZeros.Count, null);
    }

    private void AddDigits(ReadOnlySpan<byte> text)
    {
        (var count, var length) = LeadingZeros;
        LeadingZeros = (
            text.Length > 1 && text[0] == '0' ? count + 1 : count, Present == 1 || length == text.Length ? text.Length : null);
    }

    private void AddOther(ReadOnlySpan<byte> text, StrictCsvReader reader, int field)
    {
        LeadingZeros = (LeadingZeros.Count, null);
        if (FieldKinds.TryBoolean(text, out _))
            Booleans++;
        var hasDigit = text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
        if (hasDigit || HasOtherDigit(text))
            WithDigit++;
        if (FieldKinds.IsInfinite(text))
        {
            Infinite++;
            FirstInfinite ??= (reader.Line, CsvNumbers.Quoted(text));
        }

        var parts = hasDigit ? NumberParts.Of(text) : default;
        var isNumber = false;
        for (var format = 0; format < _formats.Length; format++)
        {
            var value = 0.0;
            var fits = hasDigit && NumberFormat.All[format].TryRead(parts, out value);
            isNumber |= fits;
            _formats[format].Add(fits, value, reader.Line, text);
        }

        if (isNumber)
            AddMarks(parts);
        AddDate(text, reader, field);
    }

    /// <summary>Whether a text has a digit of another script, such as ٣.</summary>
    private static bool HasOtherDigit(ReadOnlySpan<byte> text) =>
        text.ContainsAnyInRange((byte)0x80, (byte)0xFF) && Encoding.UTF8.GetString(text).Any(char.IsDigit);

    private void AddMarks(in NumberParts parts)
    {
        if (parts.HasPercent)
            Percents++;
        if (parts.Currency.IsEmpty)
            return;
        var currency = Encoding.UTF8.GetString(parts.Currency);
        Currencies = Currencies switch
        {
            (null, _) => (currency, null),
            (var first, null) when first != currency => (first, currency),
            _ => Currencies,
        };
    }

    private void AddDate(ReadOnlySpan<byte> text, StrictCsvReader reader, int field)
    {
        var isDate = false;
        if (Dates.MayBe(text))
        {
            var date = reader.Text(field);
            for (var format = 0; format < _dates.Length; format++)
            {
                var isLikely = Present < SurePresent || _dates[format] * 2 > Present;
                if (isLikely && Dates.TryRead(date, (DateFormat)format, out _))
                {
                    _dates[format]++;
                    isDate = true;
                }
            }
        }

        if (!isDate)
            FirstNonDate ??= (reader.Line, CsvNumbers.Quoted(text));
    }

    private void AddText(StrictCsvReader reader, int field)
    {
        if (HasMoreTexts)
            return;
        var text = FieldParser.Text(reader, field);
        if (_texts.TryGetValue(text, out var count))
            _texts[text] = count + 1;
        else if (_texts.Count < mostTexts)
            _texts.Add(text, 1);
        else
            HasMoreTexts = true;
    }
}

/// <summary>What the fields of a column are as numbers of one format.</summary>
internal sealed class NumberProfile
{
    private const double SmallestNormal = 1.17549435e-38;

    /// <summary>Fields that are numbers of the format.</summary>
    public int Count { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Greatest { get; private set; } = double.NegativeInfinity;

    public double Sum { get; private set; }

    /// <summary>Whether all are whole.</summary>
    public bool AllWhole { get; private set; } = true;

    /// <summary>Whether one is a whole number that a Single does not hold.</summary>
    public bool HasRoundedWhole { get; private set; }

    /// <summary>Whether one is not 0 and too small, or too great, for a Single.</summary>
    public bool HasOutOfRange { get; private set; }

    /// <summary>The first field that is no number of the format: line and text.</summary>
    public (long Line, string Text)? FirstOther { get; private set; }

    public void Add(bool fits, double value, long line, ReadOnlySpan<byte> text)
    {
        if (!fits)
        {
            FirstOther ??= (line, CsvNumbers.Quoted(text));
            return;
        }

        Count++;
        Least = Math.Min(Least, value);
        Greatest = Math.Max(Greatest, value);
        Sum += value;
        var whole = value == Math.Floor(value);
        AllWhole &= whole;
        HasRoundedWhole |= whole && (float)value != value;
        HasOutOfRange |= value != 0 && Math.Abs(value) is < SmallestNormal or > float.MaxValue;
    }
}
