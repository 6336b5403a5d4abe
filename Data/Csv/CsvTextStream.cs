using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>
/// The bytes of a CSV file without its byte order mark and without a first line such as <c>sep=;</c>, with which some programs name the
/// delimiter for spreadsheets. It remembers carriage returns that no line feed follows: CsvHelper takes them for the end of a line.
/// </summary>
internal sealed class CsvTextStream : ForwardStream
{
    private const byte Return = (byte)'\r';

    private readonly byte[] _start = new byte[16];
    private readonly Queue<long> _loneReturns = [];
    private int _startNext;
    private readonly int _startEnd;
    private bool _afterReturn;

    /// <summary>Takes over <paramref name="content"/> and reads its first bytes.</summary>
    public CsvTextStream(Stream content)
        : base(content)
    {
        _startEnd = content.ReadAtLeast(_start, _start.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = _start.AsSpan(0, _startEnd);
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            NotUtf8 = "the file is UTF-16. Save it as UTF-8.";
        else if (start is [0, ..])
            NotUtf8 = "found a zero byte: this is not UTF-8 text.";
        if (start is [0xEF, 0xBB, 0xBF, ..])
            _startNext = 3;
        SkipNamedDelimiter(start[_startNext..]);
    }

    /// <summary>What is wrong with the first bytes, null for nothing.</summary>
    public string? NotUtf8 { get; }

    /// <summary>The delimiter that a first line such as <c>sep=;</c> names, in quotes or not; null where there is none.</summary>
    public char? NamedDelimiter { get; private set; }

    /// <summary>Lines that were skipped at the start.</summary>
    public int SkippedLines { get; private set; }

    /// <summary>Whether a carriage return without a line feed stands at an offset. Offsets are asked for in rising order.</summary>
    public bool HasLoneReturnAt(long offset)
    {
        while (_loneReturns.TryPeek(out var found) && found < offset)
            _loneReturns.Dequeue();
        return _loneReturns.TryPeek(out var next) && next == offset;
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_startNext < _startEnd)
        {
            read = Math.Min(buffer.Length, _startEnd - _startNext);
            _start.AsSpan(_startNext, read).CopyTo(buffer);
            _startNext += read;
        }
        else
        {
            read = Content.Read(buffer);
        }

        if (buffer.Length > 0)
            FindLoneReturns(buffer[..read], ended: read == 0);
        BytesRead += read;
        return read;
    }

    private void SkipNamedDelimiter(ReadOnlySpan<byte> start)
    {
        var quoted = start is [(byte)'"', ..];
        var line = quoted ? start[1..] : start;
        if (!line.StartsWith("sep="u8) || line.Length < 6 || line[4] is (byte)'"' or (byte)'\r' or (byte)'\n' or 0 or > 127)
            return;
        var rest = line[5..];
        if (quoted && rest is [(byte)'"', ..])
            rest = rest[1..];
        else if (quoted)
            return;
        if (!rest.StartsWith("\n"u8) && !rest.StartsWith("\r\n"u8))
            return;
        NamedDelimiter = (char)line[4];
        SkippedLines = 1;
        _startNext += start.Length - rest.Length + (rest[0] == '\n' ? 1 : 2);
    }

    private void FindLoneReturns(ReadOnlySpan<byte> bytes, bool ended)
    {
        if (_afterReturn && (ended || bytes[0] != '\n'))
            _loneReturns.Enqueue(BytesRead - 1);
        _afterReturn = bytes is [.., Return];
        for (var at = 0; bytes[at..].IndexOf(Return) is >= 0 and var next; at += next + 1)
        {
            if (at + next + 1 < bytes.Length && bytes[at + next + 1] != '\n')
                _loneReturns.Enqueue(BytesRead + at + next);
        }
    }
}
