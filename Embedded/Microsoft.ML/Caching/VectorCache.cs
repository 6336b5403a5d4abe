namespace Microsoft.ML.Data;

/// <summary>The values of a column of vectors: the stored items of many rows together in large chunks, so that there is no array per row.</summary>
internal sealed class VectorCache<T>(ValueGetter<VBuffer<T>> getter) : ColumnCache
{
    private const int ChunkItems = 1 << 20;

    private readonly List<T[]> _valueChunks = [];
    private readonly List<int[]> _indexChunks = [];
    private Place[] _places = [];
    private int _rows;
    private int _valuesUsed;
    private int _indicesUsed;
    private VBuffer<T> _buffer;

    public override void Append()
    {
        getter(ref _buffer);
        var values = Reserve(_valueChunks, ref _valuesUsed, _buffer.GetValues().Length, out var valueStart);
        _buffer.GetValues().CopyTo(values.AsSpan(valueStart));
        var indices = Reserve(_indexChunks, ref _indicesUsed, _buffer.GetIndices().Length, out var indexStart);
        _buffer.GetIndices().CopyTo(indices.AsSpan(indexStart));
        if (_rows == _places.Length)
            Array.Resize(ref _places, Math.Max(16, checked(2 * _rows)));
        _places[_rows++] = new Place(values, indices, valueStart, indexStart, _buffer.Length, _buffer.GetValues().Length);
    }

    public override void Finish()
    {
        Array.Resize(ref _places, _rows);
        _buffer = default;
    }

    public override Delegate CreateGetter(RowOrder order)
    {
        var places = _places;
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            ref readonly var place = ref places[order.Row];
            var editor = VBufferEditor.Create(ref value, place.Length, place.Count);
            place.Values.AsSpan(place.ValueStart, place.Count).CopyTo(editor.Values);
            if (place.Count < place.Length)
                place.Indices.AsSpan(place.IndexStart, place.Count).CopyTo(editor.Indices);
            value = editor.Commit();
        });
    }

    // Room for a row's items in the last chunk, or in a new one.
    private static TItem[] Reserve<TItem>(List<TItem[]> chunks, ref int used, int count, out int start)
    {
        if (count == 0)
        {
            start = 0;
            return [];
        }
        if (chunks.Count == 0 || chunks[^1].Length - used < count)
        {
            // The first chunks are small, for small data.
            chunks.Add(new TItem[Math.Max(count, Math.Min(ChunkItems, 1024 << Math.Min(10, chunks.Count)))]);
            used = 0;
        }
        start = used;
        used += count;
        return chunks[^1];
    }

    private readonly record struct Place(T[] Values, int[] Indices, int ValueStart, int IndexStart, int Length, int Count);
}
