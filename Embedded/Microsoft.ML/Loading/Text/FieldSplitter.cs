using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Data;

/// <summary>
/// Cuts a line into fields: where each begins, how long it is, and its number. A line may begin with plain fields, numbered as they
/// come, and go on with sparse ones (index:value). Quoted fields are unescaped in place, for which the line must be writable.
/// </summary>
internal sealed partial class FieldSplitter(TextFormat format, TextLog? log)
{
    private readonly TextFormat _format = format;
    private readonly bool[] _isSeparator = MakeTable(format.Separators);
    private Place[] _places = new Place[16];
    private byte[] _buffer = [];
    private int _start;
    private int _count;
    private int _plain;
    private int _fieldStart;

    /// <summary>The number of fields of the line; of a sparse one, what it says.</summary>
    public int LineSize { get; private set; }

    /// <summary>The number of the first place at which a field of at least that number may be; <see cref="Count"/> when there is none.</summary>
    public int Find(int source)
    {
        if (source <= _plain)
            return Math.Min(source, _count);
        var (low, high) = (_plain, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_places[middle].Source < source)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The number of fields that were found, empty ones included unless they are sparse.</summary>
    public int Count => _count;

    /// <summary>The number of plain fields, which stand at the places of their numbers.</summary>
    public int PlainCount => _plain;

    /// <summary>The number of the field at a place.</summary>
    public int Source(int place) => place < _plain ? place : _places[place].Source;

    /// <summary>The bytes of the field at a place.</summary>
    public ReadOnlySpan<byte> Field(int place)
    {
        ref readonly var found = ref _places[place];
        return _buffer.AsSpan(_start + found.Start, found.Length);
    }

    /// <summary>Whether there is a field of that number, and its place.</summary>
    public bool TryFind(int source, out int place)
    {
        place = Find(source);
        return place < _count && Source(place) == source;
    }

    /// <summary>Cuts a line.</summary>
    /// <param name="buffer">The memory in which the line is; its fields are read from it later. <see cref="LineReader.Slack"/> bytes behind the line can be read.</param>
    /// <param name="start">Where the line begins.</param>
    /// <param name="length">Its number of bytes.</param>
    /// <param name="needed">The greatest field number that is needed: fields after it need not be found.</param>
    public void Split(byte[] buffer, int start, int length, int needed)
    {
        _buffer = buffer;
        _start = start;
        _count = 0;
        _plain = 0;
        var line = buffer.AsSpan(start, length);
        if (_format.Sparse)
            new SparseSplit(this).Run(line, needed);
        else if (_format.Quoting || _format.Separators.Length > 1 || !Vector256.IsHardwareAccelerated)
            SplitAny(line, needed);
        else
            SplitPlain(line, needed);
    }

    /// <summary>Cuts a line that is in memory of its own.</summary>
    public void Split(ReadOnlySpan<byte> line)
    {
        var buffer = new byte[line.Length + LineReader.Slack];
        line.CopyTo(buffer);
        Split(buffer, 0, line.Length, int.MaxValue - 2);
    }

    // One separator, no quotes: 32 bytes are compared at a time, the last time beyond the end of the line.
    private void SplitPlain(ReadOnlySpan<byte> line, int needed)
    {
        var pattern = Vector256.Create(_format.Separators[0]);
        ref var first = ref MemoryMarshal.GetReference(line);
        var start = 0;
        for (var position = 0; position < line.Length; position += Vector256<byte>.Count)
        {
            var mask = Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)position), pattern).ExtractMostSignificantBits();
            if (line.Length - position < Vector256<byte>.Count)
                mask &= (1u << (line.Length - position)) - 1;
            for (; mask != 0; mask &= mask - 1)
            {
                var end = position + BitOperations.TrailingZeroCount(mask);
                AddPlain(line, start, end);
                start = end + 1;
                if (_count > needed)
                {
                    Finish();
                    return;
                }
            }
        }
        AddPlain(line, start, line.Length);
        Finish();
    }

    private void SplitAny(Span<byte> line, int needed)
    {
        var position = 0;
        var more = true;
        while (more && _count <= needed)
        {
            more = Next(line, ref position, out var start, out var length, out _);
            Add(start, length, _count);
        }
        Finish();
    }

    private void Finish()
    {
        _plain = _count;
        LineSize = _count;
    }

    private void AddPlain(ReadOnlySpan<byte> line, int start, int end)
    {
        if (!_format.SpaceIsSeparator)
        {
            while (start < end && line[start] == ' ')
                start++;
        }
        Add(start, end - start, _count);
    }

    private void Add(int start, int length, int source)
    {
        if (_count == _places.Length)
            Array.Resize(ref _places, 2 * _count);
        _places[_count++] = new Place(start, length, source);
    }

    // Finds the next field; returns whether a separator came after it.
    private bool Next(Span<byte> line, ref int position, out int start, out int length, out int sparseIndex)
    {
        sparseIndex = -1;
        SkipSpaces(line, ref position);
        _fieldStart = position;
        if (_format.Sparse && SparseIndex(line, position) is var (index, colon) && index >= 0)
        {
            sparseIndex = index;
            position = colon + 1;
            SkipSpaces(line, ref position);
        }
        start = position;
        if (_format.Quoting && position < line.Length && line[position] == '"')
        {
            length = Unquote(line, ref position);
        }
        else
        {
            while (position < line.Length && !_isSeparator[line[position]])
                position++;
            length = position - start;
        }
        if (position >= line.Length)
            return false;
        position++;
        return true;
    }

    private void SkipSpaces(ReadOnlySpan<byte> line, ref int position)
    {
        if (_format.SpaceIsSeparator)
            return;
        while (position < line.Length && line[position] == ' ')
            position++;
    }

    // Up to nine digits and a colon.
    private static (int Index, int Colon) SparseIndex(ReadOnlySpan<byte> line, int position)
    {
        var index = 0;
        var end = position;
        while (end < line.Length && end < position + 9 && (uint)(line[end] - '0') <= 9)
            index = (10 * index) + (line[end++] - '0');
        return end > position && end < line.Length && line[end] == ':' ? (index, end) : (-1, 0);
    }

    // Moves the field's content, unescaped, to where the field begins; returns its length, 0 when the quotes are wrong.
    private int Unquote(Span<byte> line, ref int position)
    {
        var first = position;
        var write = position;
        var wrong = true;
        position++;
        while (position < line.Length)
        {
            var current = line[position++];
            if (current == _format.Escape && position < line.Length && line[position] == '"')
            {
                line[write++] = line[position++];
            }
            else if (current == _format.Escape && _format.Escape != '"' && position < line.Length)
            {
                line[write++] = current;
                line[write++] = line[position++];
            }
            else if (current == '"')
            {
                wrong = false;
                break;
            }
            else
            {
                line[write++] = current;
            }
        }
        for (; position < line.Length && !_isSeparator[line[position]]; position++)
            wrong |= line[position] != ' ';
        if (!wrong)
            return write - first;
        LogFormat(first, position, "Illegal quoting");
        return 0;
    }

    private void LogFormat(int start, int end, string message) => log?.Format(start, end, message);

    private static bool[] MakeTable(byte[] separators)
    {
        var table = new bool[256];
        foreach (var separator in separators)
            table[separator] = true;
        return table;
    }

    private readonly record struct Place(int Start, int Length, int Source);
}
