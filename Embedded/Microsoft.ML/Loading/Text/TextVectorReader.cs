namespace Microsoft.ML.Data;

/// <summary>Reads a column of vectors: dense from plain lines, sparse where sparse lines leave most fields out.</summary>
internal sealed class TextVectorReader<T, TConversion>(TextRow row, TextColumn column, TConversion conversion)
    where TConversion : struct, IFieldConversion<T>
{
    private readonly bool _blankIsDefault = EqualityComparer<T>.Default.Equals(conversion.Blank, default);
    private long _lastRow;

    public void Read(ref VBuffer<T> value)
    {
        var fields = row.Fields;
        var size = column.FixedSize;
        var present = 0;
        foreach (var segment in column.Segments)
        {
            var limit = Limit(segment, fields);
            if (segment.IsVariable)
                size += Math.Max(0, limit - segment.Min);
            present += Math.Max(0, fields.Find(limit) - fields.Find(segment.Min));
        }
        if (!_blankIsDefault || present >= size / 2)
            ReadDense(fields, size, ref value);
        else
            ReadSparse(fields, size, present, ref value);
        _lastRow = row.Number;
    }

    private void ReadDense(FieldSplitter fields, int size, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, size);
        var values = editor.Values;
        var offset = 0;
        foreach (var segment in column.Segments)
        {
            var limit = Limit(segment, fields);
            // Plain fields stand at the places of their numbers.
            var source = segment.Min;
            for (; source < Math.Min(limit, fields.PlainCount); source++, offset++)
                values[offset] = Convert(fields, source, offset);
            var place = fields.Find(source);
            for (; source < limit; source++, offset++)
            {
                if (place >= fields.Count || fields.Source(place) != source)
                {
                    values[offset] = conversion.Blank;
                    continue;
                }
                values[offset] = Convert(fields, place++, offset);
            }
        }
        value = editor.Commit();
    }

    private void ReadSparse(FieldSplitter fields, int size, int present, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, size, present);
        var count = 0;
        var offset = 0;
        foreach (var segment in column.Segments)
        {
            var limit = Limit(segment, fields);
            for (var place = fields.Find(segment.Min); place < fields.Count && fields.Source(place) < limit; place++)
            {
                var slot = offset + fields.Source(place) - segment.Min;
                editor.Indices[count] = slot;
                editor.Values[count++] = Convert(fields, place, slot);
            }
            offset += Math.Max(0, limit - segment.Min);
        }
        value = editor.CommitTruncated(count);
    }

    private T Convert(FieldSplitter fields, int place, int slot)
    {
        var field = fields.Field(place);
        if (field.IsEmpty)
            return conversion.Blank;
        if (!conversion.TryConvert(field, out var item))
            row.BadValue(column, slot, place, conversion.HasMissing, again: _lastRow == row.Number);
        return item;
    }

    private static int Limit(TextSegment segment, FieldSplitter fields) => segment.IsVariable ? fields.LineSize : segment.Limit;
}
