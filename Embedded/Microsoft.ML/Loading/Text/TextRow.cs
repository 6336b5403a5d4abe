namespace Microsoft.ML.Data;

/// <summary>The line at which a text cursor stands, cut into fields.</summary>
internal sealed class TextRow(RowReader reader, FieldSplitter fields, TextLog log)
{
    private bool _atRow;

    /// <summary>The fields of the line.</summary>
    public FieldSplitter Fields
    {
        get
        {
            if (!_atRow)
                throw new InvalidOperationException("Cannot call a getter on a cursor that is not at a row: MoveNext was not called, or returned false.");
            return fields;
        }
    }

    /// <summary>The number of the row, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Goes to the next line and cuts it.</summary>
    public bool MoveNext(int needed)
    {
        _atRow = reader.Read();
        if (!_atRow)
            return false;
        Number++;
        fields.Split(reader.Buffer, reader.Start, reader.Length, needed);
        return true;
    }

    /// <summary>There is no line any more.</summary>
    public void End() => _atRow = false;

    /// <summary>Reports a field that is no value of its column: as a missing value where the type has one, else as an error.</summary>
    /// <param name="column">The column.</param>
    /// <param name="slot">The item of a vector, -1 where the column is not of vectors.</param>
    /// <param name="place">The place of the field.</param>
    /// <param name="hasMissing">Whether the type has a missing value.</param>
    /// <param name="again">Whether the row's value was read, and reported, before.</param>
    public void BadValue(TextColumn column, int slot, int place, bool hasMissing, bool again)
    {
        if (hasMissing)
        {
            if (!again)
                log.Value(column.Name, slot);
            return;
        }
        var text = System.Text.Encoding.UTF8.GetString(fields.Field(place));
        var file = reader.Path is { } path ? $" of {path}" : "";
        var inner = new InvalidOperationException(slot < 0
            ? $"Could not parse value {text} in line {reader.LineNumber}, column {column.Name}{file}: field {fields.Source(place)} must be a {column.ItemType}."
            : $"Could not parse value {text} in slot {slot} of column {column.Name} in line {reader.LineNumber}{file}: field {fields.Source(place)} must be a {column.ItemType}.");
        throw new FormatException($"Parsing failed with an exception: {inner.Message}", inner);
    }
}
