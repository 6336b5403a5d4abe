namespace Microsoft.ML.Data;

/// <summary>The comment at the head of a written text file that says how it is loaded, in ML.NET's words.</summary>
internal static class LoaderComment
{
    /// <summary>Writes the comment.</summary>
    public static void Write(TextWriter writer, IEnumerable<DataViewSchema.Column> columns, char separator, bool hasHeader)
    {
        writer.WriteLine("#@ TextLoader{");
        if (hasHeader)
            writer.WriteLine("#@   header+");
        writer.WriteLine($"#@   sep={Name(separator)}");
        var start = 0;
        foreach (var column in columns)
        {
            writer.WriteLine($"#@   col={column.Name}:{Kind(column.Type.ItemType())}:{Range(column.Type, start)}");
            start += column.Type.ValueCount();
        }
        writer.WriteLine("#@ }");
    }

    private static string Range(DataViewType type, int start) => type switch
    {
        VectorDataViewType { IsKnownSize: true } vector => $"{start}-{start + vector.Size - 1}",
        VectorDataViewType => $"{start}-**",
        _ => start.ToString(),
    };

    private static string Kind(DataViewType type)
    {
        if (type is KeyDataViewType key)
            return $"{Kind(RawTypes.ToPrimitive(key.RawType))}[{key.Count}]";
        return type switch
        {
            TextDataViewType => "TX",
            BooleanDataViewType => "BL",
            TimeSpanDataViewType => "TS",
            DateTimeDataViewType => "DT",
            DateTimeOffsetDataViewType => "DZ",
            RowIdDataViewType => "UG",
            _ when type.Equals(NumberDataViewType.Single) => "R4",
            _ when type.Equals(NumberDataViewType.Double) => "R8",
            _ => (type.RawType.Name[0] is 'U' or 'B' ? "U" : "I") + System.Runtime.InteropServices.Marshal.SizeOf(type.RawType),
        };
    }

    private static string Name(char separator) => separator switch
    {
        ' ' => "space",
        '\t' => "tab",
        ',' => "comma",
        ';' => "semicolon",
        '|' => "bar",
        _ => throw new ArgumentOutOfRangeException(nameof(separator), separator, "Invalid separator - must be: space, tab, comma, semicolon, or bar"),
    };
}
