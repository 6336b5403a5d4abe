using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Tables;

/// <summary>What a first reading of the file finds in one column.</summary>
internal sealed class ColumnProfile(string name)
{
    private const int MostDistinct = 10_000;

    private readonly HashSet<string> _distinct = [];

    public string Name { get; } = name;

    public int Missing { get; private set; }

    public int Numbers { get; private set; }

    /// <summary>Fields that are numbers with a comma where a point belongs, such as 12,5 or 1.234,5, or with commas between thousands, such as 1,234.5.</summary>
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

    public void Add(CsvReader reader, int field, FieldParser parser)
    {
        if (parser.IsMissing(reader, field))
        {
            Missing++;
            return;
        }

        ReadOnlySpan<byte> text = reader[field];
        if (FieldParser.TryNumber(text, out float number))
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
