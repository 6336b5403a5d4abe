namespace Microsoft.ML.Data;

/// <summary>Reads a column of one field.</summary>
internal sealed class TextScalarReader<T, TConversion>(TextRow row, TextColumn column, TConversion conversion)
    where TConversion : struct, IFieldConversion<T>
{
    private readonly int _field = column.Segments[0].Min;
    private long _lastRow;

    public void Read(ref T value)
    {
        var fields = row.Fields;
        if (!fields.TryFind(_field, out var place))
        {
            value = conversion.Blank;
            return;
        }
        var field = fields.Field(place);
        if (field.IsEmpty)
            value = conversion.Blank;
        else if (!conversion.TryConvert(field, out value))
            row.BadValue(column, -1, place, conversion.HasMissing, again: _lastRow == row.Number);
        _lastRow = row.Number;
    }
}
