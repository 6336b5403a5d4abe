namespace Microsoft.ML.Data;

/// <summary>
/// The lines of all files that are rows: without headers, empty lines, comments (lines that begin with //, and before the first
/// line those that begin with #). With multi-line fields, several lines may make one row.
/// </summary>
internal sealed class RowReader(IMultiStreamSource source, TextFormat format, bool skipHeader, TextLog? log) : IDisposable
{
    private LineReader? _lines;
    private int _file = -1;
    private bool _atStart;
    private int _length;

    /// <summary>The row's bytes, writable, valid until the next one is read.</summary>
    public Span<byte> Line => _lines!.Line[.._length];

    /// <summary>The memory in which the row is, until the next one is read; <see cref="LineReader.Slack"/> bytes behind it can be read.</summary>
    public byte[] Buffer => _lines!.Buffer;

    /// <summary>Where in <see cref="Buffer"/> the row begins.</summary>
    public int Start => _lines!.LineStart;

    /// <summary>The number of the row's bytes.</summary>
    public int Length => _length;

    /// <summary>The number of the row's last line in its file.</summary>
    public long LineNumber => _lines?.LineNumber ?? 0;

    /// <summary>The file, null when it is none.</summary>
    public string? Path => _file >= 0 && _file < source.Count ? source.GetPathOrNull(_file) : null;

    /// <summary>Reads the next row.</summary>
    public bool Read()
    {
        while (_lines is not null || OpenNext())
        {
            while (_lines!.Read())
            {
                var line = _lines.Line;
                if (line.IsEmpty || line is [(byte)'/', (byte)'/', ..] || (_atStart && line[0] == '#'))
                    continue;
                if (format.MultiLine)
                    JoinLines(_lines);
                var isHeader = _atStart && skipHeader;
                _atStart = false;
                if (isHeader)
                    continue;
                line = _lines.Line;
                _length = format.TrimEnd ? TrimmedLength(line) : line.Length;
                if (log is not null)
                    log.Line = _lines.LineNumber;
                return true;
            }
            _lines.Dispose();
            _lines = null;
        }
        return false;
    }

    public void Dispose() => _lines?.Dispose();

    private bool OpenNext()
    {
        if (++_file >= source.Count)
            return false;
        try
        {
            _lines = new LineReader(source.Open(_file));
        }
        catch (IOException exception)
        {
            throw new FormatException($"Parsing failed with an exception: {exception.Message}", exception);
        }
        _atStart = true;
        if (log is not null)
            log.Path = Path;
        return true;
    }

    private void JoinLines(LineReader lines)
    {
        var first = lines.LineNumber;
        while (EndsInQuotes(lines.Line))
        {
            if (!lines.ReadMore())
                throw new FormatException($"{Path}: a quoted field opened on line {first} was never closed, and we've read to the last line in the file without finding the closing quote");
        }
    }

    // Whether a quoted field is open at the end.
    private bool EndsInQuotes(ReadOnlySpan<byte> line)
    {
        var position = 0;
        while (position < line.Length)
        {
            while (!format.SpaceIsSeparator && position < line.Length && line[position] == ' ')
                position++;
            if (position < line.Length && line[position] == '"')
            {
                position++;
                while (true)
                {
                    if (position >= line.Length)
                        return true;
                    var current = line[position++];
                    if (current == format.Escape && position < line.Length && (line[position] == '"' || format.Escape != '"'))
                        position++;
                    else if (current == '"')
                        break;
                }
            }
            while (position < line.Length && !format.Separators.AsSpan().Contains(line[position]))
                position++;
            position++;
        }
        return false;
    }

    private static int TrimmedLength(ReadOnlySpan<byte> line)
    {
        var length = line.Length;
        while (length > 0 && (line[length - 1] == 32 || line[length - 1] is >= 9 and <= 13))
            length--;
        return length;
    }
}
