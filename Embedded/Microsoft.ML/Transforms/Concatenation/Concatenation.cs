using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Concatenation;

/// <summary>
/// Joins the values of one row. The result is sparse where at most half of it is stored in the sources, as a scalar counts as stored.
/// </summary>
internal sealed class Concatenation<T>
{
    private readonly DataViewSchema.Column[] _sources;
    private readonly ValueGetter<T>?[] _scalars;
    private readonly ValueGetter<VBuffer<T>>?[] _vectors;
    private readonly VBuffer<T>[] _parts;

    public Concatenation(DataViewRow row, DataViewSchema.Column[] sources)
    {
        _sources = sources;
        _scalars = Array.ConvertAll(sources, source => source.Type is VectorDataViewType ? null : row.GetGetter<T>(source));
        _vectors = Array.ConvertAll(sources, source => source.Type is VectorDataViewType ? row.GetGetter<VBuffer<T>>(source) : null);
        _parts = new VBuffer<T>[sources.Length];
    }

    public void Get(ref VBuffer<T> destination)
    {
        (int length, int stored) = ReadVectors();
        if (stored <= length / 2)
            WriteSparse(ref destination, length, stored);
        else
            WriteDense(ref destination, length);
    }

    private (int Length, int Stored) ReadVectors()
    {
        int length = 0, stored = 0;
        for (int i = 0; i < _sources.Length; i++)
        {
            if (_vectors[i] is not { } getVector)
            {
                length++;
                stored++;
                continue;
            }

            getVector(ref _parts[i]);
            int expected = _sources[i].Type.ValueCount();
            if (expected != 0 && _parts[i].Length != expected)
                throw new InvalidOperationException($"Column '{_sources[i].Name}': expected {expected} slots, but got {_parts[i].Length}");
            length = checked(length + _parts[i].Length);
            stored += _parts[i].GetValues().Length;
        }

        return (length, stored);
    }

    private void WriteDense(ref VBuffer<T> destination, int length)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length);
        int offset = 0;
        for (int i = 0; i < _sources.Length; i++)
        {
            if (_scalars[i] is { } getScalar)
            {
                getScalar(ref editor.Values[offset++]!);
                continue;
            }

            _parts[i].CopyTo(editor.Values[offset..]);
            offset += _parts[i].Length;
        }

        destination = editor.Commit();
    }

    private void WriteSparse(ref VBuffer<T> destination, int length, int stored)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, stored);
        int offset = 0, count = 0;
        for (int i = 0; i < _sources.Length; i++)
        {
            if (_scalars[i] is { } getScalar)
            {
                getScalar(ref editor.Values[count]!);
                editor.Indices[count++] = offset++;
                continue;
            }

            ReadOnlySpan<T> values = _parts[i].GetValues();
            ReadOnlySpan<int> indices = _parts[i].IsDense ? default : _parts[i].GetIndices();
            for (int p = 0; p < values.Length; p++)
            {
                editor.Values[count] = values[p];
                editor.Indices[count++] = offset + (indices.IsEmpty ? p : indices[p]);
            }

            offset += _parts[i].Length;
        }

        destination = editor.Commit();
    }
}
