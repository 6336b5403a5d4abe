using System.Text;

namespace Microsoft.ML.Data;

/// <summary>
/// Reads a stream line by line as UTF-8 bytes, without an object per line. A byte order mark decides between UTF-8, UTF-16 and UTF-32.
/// Lines end with LF, CR or CR LF.
/// </summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>The number of bytes that can be read behind a line, whatever they are, so that vectors may reach over its end.</summary>
    public const int Slack = 64;

    private const int InitialSize = 1 << 16;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[InitialSize];
    private int _next;
    private int _end;
    private bool _atEnd;
    private int _lineStart;
    private int _lineLength;

    public LineReader(Stream stream)
    {
        _stream = Decode(stream);
        Fill();
        if (_end >= 3 && _buffer is [0xEF, 0xBB, 0xBF, ..])
            _next = 3;
    }

    /// <summary>The number of the line, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The memory in which the line is, until the next one is read.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Where in <see cref="Buffer"/> the line begins.</summary>
    public int LineStart => _lineStart;

    /// <summary>The line, without its end. It is writable and valid until the next one is read.</summary>
    public Span<byte> Line => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        var searched = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_next + searched, _end - _next - searched);
            var index = rest.IndexOfAny((byte)'\n', (byte)'\r');
            // A CR at the end of the buffer may be followed by an LF that is not read yet.
            if (index >= 0 && (rest[index] == '\n' || index + 1 < rest.Length || _atEnd))
            {
                _lineStart = _next;
                _lineLength = searched + index;
                _next += _lineLength + 1;
                if (rest[index] == '\r' && index + 1 < rest.Length && rest[index + 1] == '\n')
                    _next++;
                LineNumber++;
                return true;
            }
            if (_atEnd)
            {
                if (_next == _end)
                    return false;
                _lineStart = _next;
                _lineLength = _end - _next;
                _next = _end;
                LineNumber++;
                return true;
            }
            searched = index >= 0 ? searched + index : _end - _next;
            Fill();
        }
    }

    /// <summary>Reads another line and appends it, after an LF, to the one that was read last.</summary>
    /// <returns>False at the end.</returns>
    public bool ReadMore()
    {
        var joined = Line.ToArray();
        if (!Read())
            return false;
        // The joined line takes the place of the last one; what comes next is moved out of the way when there is too little room.
        var length = joined.Length + 1 + _lineLength;
        var tail = _end - _next;
        var buffer = new byte[Math.Max(_buffer.Length, length + tail + Slack)];
        joined.CopyTo(buffer, 0);
        buffer[joined.Length] = (byte)'\n';
        Line.CopyTo(buffer.AsSpan(joined.Length + 1));
        _buffer.AsSpan(_next, tail).CopyTo(buffer.AsSpan(length));
        _buffer = buffer;
        _lineStart = 0;
        _lineLength = length;
        _next = length;
        _end = length + tail;
        return true;
    }

    public void Dispose() => _stream.Dispose();

    // Moves what is not yet used to the front and reads on; doubles the buffer when a line fills it.
    private void Fill()
    {
        var kept = _end - _next;
        if (kept > (_buffer.Length - Slack) / 2)
        {
            var larger = new byte[checked(_buffer.Length * 2)];
            _buffer.AsSpan(_next, kept).CopyTo(larger);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_next, kept).CopyTo(_buffer);
        }
        _next = 0;
        _end = kept;
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_end, _buffer.Length - Slack - _end), 1, throwOnEndOfStream: false);
        _end += read;
        _atEnd = read == 0;
    }

    private static Stream Decode(Stream stream)
    {
        if (!stream.CanSeek)
            return stream;
        Span<byte> mark = stackalloc byte[4];
        var start = stream.Position;
        var read = stream.ReadAtLeast(mark, 4, throwOnEndOfStream: false);
        stream.Position = start;
        Encoding? encoding = mark[..read] switch
        {
            [0xFF, 0xFE, 0, 0] => Encoding.UTF32,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
        return encoding is null ? stream : Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8);
    }
}
