using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Where the columns of a text loader come from: made from the options and, where these leave it open, from the first lines of a sample.</summary>
internal sealed class TextLayout
{
    private const int SampleLines = 100;

    /// <summary>The layout of these columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="fieldNames">The names of the fields in the header, if there is one.</param>
    public TextLayout(TextColumn[] columns, string[]? fieldNames)
    {
        Columns = columns;
        FieldNames = fieldNames;
        Schema = MakeSchema(columns, fieldNames);
    }

    public TextColumn[] Columns { get; }

    /// <summary>The names of the fields in the header, null when there is none.</summary>
    public string[]? FieldNames { get; }

    public DataViewSchema Schema { get; }

    /// <summary>The layout for the columns of the options.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="format">How lines are cut.</param>
    /// <param name="headerFile">A file with the header, if it is not in the data.</param>
    /// <param name="sample">Where the first lines come from, if they are needed.</param>
    public static TextLayout Create(TextLoader.Column[] columns, TextFormat format, IMultiStreamSource? headerFile, IMultiStreamSource? sample)
    {
        foreach (var column in columns)
            Check.Param(column.Source is { Length: > 0 }, nameof(column.Source), $"Must specify some source column indices for column '{column.Name}'");

        var size = format.InputSize;
        if (size == 0 && columns.Any(column => column.Source.Any(range => range.AutoEnd && range.Max is null)))
            size = SampleSize(format, sample);

        var segments = columns.Select(column => Array.ConvertAll(column.Source, range => Segment(range, size))).ToArray();
        ResolveOthers(columns, segments);
        var made = columns.Select((column, i) => new TextColumn(Name(column), ItemType(column), segments[i])).ToArray();
        var header = headerFile is not null ? FirstLine(headerFile, format, skipHeader: false) : format.SkipHeader ? FirstLine(sample, format, skipHeader: false) : null;
        return new TextLayout(made, header is null ? null : HeaderNames(header, format));
    }

    private static string Name(TextLoader.Column column)
    {
        Check.Param(!string.IsNullOrWhiteSpace(column.Name), nameof(column.Name), "A column must have a name.");
        return column.Name.Trim();
    }

    private static PrimitiveDataViewType ItemType(TextLoader.Column column)
    {
        if (column.KeyCount is null)
            return RawTypes.ToPrimitive(column.DataKind);
        var raw = RawTypes.ToPrimitive(column.DataKind).RawType;
        Check.Param(KeyDataViewType.IsValidDataType(raw), nameof(column.DataKind), $"Column '{column.Name}' is of keys, which are held in Byte, UInt16, UInt32 or UInt64, not in {column.DataKind}.");
        return new KeyDataViewType(raw, column.KeyCount.Count ?? (raw == typeof(byte) ? byte.MaxValue : raw == typeof(ushort) ? ushort.MaxValue : raw == typeof(uint) ? uint.MaxValue : ulong.MaxValue));
    }

    private static TextSegment Segment(TextLoader.Range range, int size)
    {
        Check.Param(range.Min >= 0 && range.Min < TextSegment.End - 1, nameof(range.Min), $"A range begins at field 0 or later, not at {range.Min}.");
        if (range.Max is { } max)
        {
            Check.Param(range.Min <= max && max < TextSegment.End - 1, nameof(range.Max), $"A range that begins at field {range.Min} cannot end at {max}.");
            return new TextSegment(range.Min, max + 1, range.ForceVector);
        }
        if (range.AutoEnd)
        {
            Check.Param(range.Min < size, nameof(range.Min), $"Column #{range.Min} not found in the dataset (it only has {size} columns)");
            return new TextSegment(range.Min, size, true);
        }
        return range.VariableEnd ? new TextSegment(range.Min, TextSegment.End, true) : new TextSegment(range.Min, range.Min + 1, range.ForceVector);
    }

    // A range of all other fields becomes the gaps that the ranges of all columns leave in it.
    private static void ResolveOthers(TextLoader.Column[] columns, TextSegment[][] segments)
    {
        var others = columns.SelectMany((column, c) => column.Source.Select((range, r) => (range, c, r))).Where(item => item.range.AllOther).ToArray();
        if (others.Length == 0)
            return;
        Check.Param(others.Length == 1, nameof(TextLoader.Range.AllOther), "At most one all other range can be specified");
        var (_, owner, place) = others[0];
        var whole = segments[owner][place];
        var taken = segments.SelectMany((list, c) => list.Where((_, r) => c != owner || r != place)).OrderBy(segment => segment.Min);
        var gaps = new List<TextSegment>();
        var min = whole.Min;
        foreach (var segment in taken)
        {
            if (min < segment.Min && min < whole.Limit)
                gaps.Add(new TextSegment(min, Math.Min(segment.Min, whole.Limit), true));
            min = Math.Max(min, segment.Limit);
        }
        if (min < whole.Limit)
            gaps.Add(new TextSegment(min, whole.Limit, true));
        segments[owner] = [.. segments[owner][..place], .. gaps, .. segments[owner][(place + 1)..]];
        Check.Param(segments[owner].Length > 0, nameof(TextLoader.Range.AllOther), "No index is selected as all other indexes.");
    }

    private static int SampleSize(TextFormat format, IMultiStreamSource? sample)
    {
        var splitter = new FieldSplitter(format, null);
        var (min, max) = (int.MaxValue, 0);
        foreach (var line in Lines(sample, format, format.SkipHeader).Take(SampleLines))
        {
            splitter.Split(line);
            min = Math.Min(min, splitter.LineSize);
            max = Math.Max(max, splitter.LineSize);
        }
        Check.Param(max > 0, nameof(TextLoader.Column.Source), "Can't determine the number of source columns without valid data");
        Check.Param(min == max, nameof(TextLoader.Column.Source), $"The size of input lines is not consistent: they have from {min} to {max} fields");
        return max;
    }

    private static byte[]? FirstLine(IMultiStreamSource? source, TextFormat format, bool skipHeader) => Lines(source, format, skipHeader).FirstOrDefault();

    private static IEnumerable<byte[]> Lines(IMultiStreamSource? source, TextFormat format, bool skipHeader)
    {
        if (source is null)
            yield break;
        using var rows = new RowReader(source, format, skipHeader, null);
        while (rows.Read())
        {
            if (!rows.Line.IsEmpty)
                yield return rows.Line.ToArray();
        }
    }

    private static DataViewSchema MakeSchema(TextColumn[] columns, string[]? names)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns)
        {
            DataViewSchema.Annotations? annotations = null;
            if (names is not null && column.Type is VectorDataViewType { IsKnownSize: true })
            {
                var slots = column.Segments.SelectMany(segment => Enumerable.Range(segment.Min, segment.Limit - segment.Min))
                    .Select(field => field < names.Length ? names[field] : "").ToArray();
                if (slots.Any(slot => slot.Length > 0))
                {
                    var added = new DataViewSchema.Annotations.Builder();
                    added.AddSlotNames(slots);
                    annotations = added.ToAnnotations();
                }
            }
            builder.AddColumn(column.Name, column.Type, annotations);
        }
        return builder.ToSchema();
    }

    private static string[] HeaderNames(byte[] header, TextFormat format)
    {
        var splitter = new FieldSplitter(format, null);
        splitter.Split(header);
        return [.. Enumerable.Range(0, splitter.Count).Select(place => Encoding.UTF8.GetString(splitter.Field(place)).Trim())];
    }
}
