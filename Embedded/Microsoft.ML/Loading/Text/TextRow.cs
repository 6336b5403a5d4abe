namespace Microsoft.ML.Data;

/// <summary>The line at which a text cursor stands, cut into fields.</summary>
internal sealed class TextRow(RowReader reader, FieldSplitter fields, TextLog log)
{
    private bool _atRow;

    /// <summary>The line.</summary>
    public ReadOnlySpan<byte> Line
    {
        get
        {
            if (!_atRow)
                throw new InvalidOperationException("Cannot call a getter on a cursor that is not at a row: MoveNext was not called, or returned false.");
            return reader.Line;
        }
    }

    /// <summary>Its fields.</summary>
    public FieldSplitter Fields => fields;

    /// <summary>Goes to the next line and cuts it.</summary>
    public bool MoveNext(int needed)
    {
        _atRow = reader.Read();
        if (_atRow)
            fields.Split(reader.Line, needed);
        return _atRow;
    }

    /// <summary>There is no line any more.</summary>
    public void End() => _atRow = false;

    /// <summary>Reports a field that is no value of its column: as a missing value where the type has one, else as an error.</summary>
    public void BadValue(TextColumn column, int slot, int place, bool hasMissing)
    {
        if (hasMissing)
        {
            log.Value(column.Name, slot);
            return;
        }
        var text = System.Text.Encoding.UTF8.GetString(fields.Field(reader.Line, place));
        var file = reader.Path is { } path ? $" of {path}" : "";
        var inner = new InvalidOperationException(slot < 0
            ? $"Could not parse value {text} in line {reader.LineNumber}, column {column.Name}{file}: field {fields.Source(place)} must be a {column.ItemType}."
            : $"Could not parse value {text} in slot {slot} of column {column.Name} in line {reader.LineNumber}{file}: field {fields.Source(place)} must be a {column.ItemType}.");
        throw new FormatException($"Parsing failed with an exception: {inner.Message}", inner);
    }
}
