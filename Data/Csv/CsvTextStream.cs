using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>
/// The bytes of a CSV file without its byte order mark and without a first line such as <c>sep=;</c>, which some programs write for
/// spreadsheets. It remembers carriage returns that no line feed follows: CsvHelper takes them for the end of a line.
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
        start = start[_startNext..];
        if (start.StartsWith("sep="u8) && start.Length > 5 && (start[5] == '\n' || start[5..].StartsWith("\r\n"u8)))
        {
            _startNext += start[5] == '\n' ? 6 : 7;
            SkippedLines = 1;
        }
    }

    /// <summary>What is wrong with the first bytes, null for nothing.</summary>
    public string? NotUtf8 { get; }

    /// <summary>Lines that were skipped at the start.</summary>
    public int SkippedLines { get; }

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
