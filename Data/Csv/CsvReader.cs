using System.Buffers;
using System.Text;
using MlPipelines.Data.Loading;

namespace MlPipelines.Data.Csv;

/// <summary>Reads a comma-separated file record by record as UTF-8 bytes (RFC 4180), gzip-compressed or plain, without allocation per field.</summary>
/// <remarks>
/// A byte order mark and a first line such as <c>sep=;</c> are skipped. A field in double quotes may hold delimiters, line breaks and doubled quotes. Lines end with LF or CRLF.
/// Memory is one buffer as long as the longest record, 64 KiB at least.
/// </remarks>
internal sealed class CsvReader : IDisposable
{
    private const byte Quote = (byte)'"';
    private const int MaxRecord = 1 << 26;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly byte _delimiter;
    private readonly SearchValues<byte> _fieldEnds;
    private readonly List<CsvField> _fields = [];
    private byte[] _buffer = new byte[1 << 16];
    private int _next;
    private int _filled;
    private bool _ended;
    private long _nextLine = 1;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFileException">The file is not UTF-8 text by its first bytes.</exception>
    public CsvReader(string path, char delimiter = ',')
    {
        Path = path;
        _delimiter = (byte)delimiter;
        _fieldEnds = SearchValues.Create([_delimiter, (byte)'\n', (byte)'\r', Quote, 0]);
        _stream = ContentStream.Open(path);
        try
        {
            Fill();
            SkipByteOrderMark();
            SkipSeparatorLine();
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>The line on which the current record starts, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of fields of the current record.</summary>
    public int FieldCount => _fields.Count;

    /// <summary>The bytes of a field of the current record, without its quotes; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> this[int field] => _buffer.AsSpan(_fields[field].Start, _fields[field].Length);

    /// <summary>Whether a field stood in quotes.</summary>
    public bool IsQuoted(int field) => _fields[field].Quoted;

    /// <summary>A field as text.</summary>
    /// <exception cref="DataFileException">Its bytes are not UTF-8.</exception>
    public string Text(int field)
    {
        try
        {
            return StrictUtf8.GetString(this[field]);
        }
        catch (DecoderFallbackException e)
        {
            throw Error(Line, null, $"field {field + 1} is not UTF-8 text ({e.Message}). Save the file as UTF-8.", e);
        }
    }

    /// <summary>Goes to the next record; false at the end of the file.</summary>
    /// <exception cref="DataFileException">A quote is not closed or is followed by text, or the line holds bytes that are not text.</exception>
    public bool Read()
    {
        Line = _nextLine;
        while (true)
        {
            if (_next < _filled && TryParse())
                return true;
            if (_next == _filled && _ended)
            {
                _fields.Clear();
                return false;
            }

            Fill();
        }
    }

    public DataFileException Error(long line, string? column, string text, Exception? inner = null) =>
        new($"{Path}, line {line}{(column is null ? "" : $", column '{column}'")}: {text}", inner) { File = Path, Line = line, Column = column };

    public void Dispose() => _stream.Dispose();

    /// <summary>Parses the record at <see cref="_next"/>; false when the buffer ends within it and the file does not.</summary>
    private bool TryParse()
    {
        _fields.Clear();
        int position = _next;
        long line = _nextLine;
        while (true)
        {
            int start = position;
            bool quoted = position < _filled && _buffer[position] == Quote;
            if (quoted ? !TryEndQuoted(ref position, ref line, out int doubled) : !TryEndPlain(ref position, out doubled))
                return false;
            _fields.Add(quoted ? new CsvField(start + 1, position - start - 2, true, doubled) : new CsvField(start, position - start, false, 0));

            if (position == _filled)
                return EndRecord(position, line);
            byte end = _buffer[position];
            if (end == _delimiter)
            {
                position++;
                continue;
            }

            if (end == '\r')
            {
                if (position + 1 == _filled && !_ended)
                    return false;
                if (position + 1 < _filled && _buffer[position + 1] == '\n')
                    return EndRecord(position + 2, line + 1);
                throw Error(line, null, "found a carriage return without a line feed. End lines with LF or CRLF.");
            }

            if (end == '\n')
                return EndRecord(position + 1, line + 1);
            throw Error(line, null, end switch
            {
                Quote => $"found a quote within field {_fields.Count}, which does not start with one. Put the whole field in quotes and double the quote.",
                0 => "found a zero byte: this is not UTF-8 text.",
                _ => $"found text after the closing quote of field {_fields.Count}. Double a quote that belongs to the text.",
            });
        }
    }

    private bool TryEndPlain(ref int position, out int doubled)
    {
        doubled = 0;
        int length = _buffer.AsSpan(position, _filled - position).IndexOfAny(_fieldEnds);
        position = length < 0 ? _filled : position + length;
        return length >= 0 || _ended;
    }

    /// <summary>Goes from an opening quote past its closing quote.</summary>
    private bool TryEndQuoted(ref int position, ref long line, out int doubled)
    {
        doubled = 0;
        long opened = line;
        int at = position + 1;
        while (true)
        {
            int length = _buffer.AsSpan(at, _filled - at).IndexOf(Quote);
            if (length < 0)
                return !_ended ? false : throw Error(opened, null, $"the quote that opens field {_fields.Count + 1} is not closed before the end of the file.");
            line += _buffer.AsSpan(at, length).Count((byte)'\n');
            at += length + 1;
            if (at == _filled && !_ended)
                return false;
            if (at < _filled && _buffer[at] == Quote)
            {
                doubled++;
                at++;
                continue;
            }

            position = at;
            return true;
        }
    }

    private bool EndRecord(int next, long nextLine)
    {
        // A record that ends with the buffer is complete only if a delimiter or line end came, or the file ended.
        if (next == _filled && !_ended && _buffer[next - 1] != '\n')
            return false;
        for (int i = 0; i < _fields.Count; i++)
        {
            if (_fields[i].DoubledQuotes > 0)
                _fields[i] = Undouble(_fields[i]);
        }

        _next = next;
        _nextLine = nextLine;
        return true;
    }

    private CsvField Undouble(CsvField field)
    {
        Span<byte> text = _buffer.AsSpan(field.Start, field.Length);
        int written = 0;
        for (int i = 0; i < text.Length; i++)
        {
            text[written++] = text[i];
            if (text[i] == Quote)
                i++;
        }

        return field with { Length = written, DoubledQuotes = 0 };
    }

    /// <summary>Moves the unread bytes to the start of the buffer and reads more behind them.</summary>
    private void Fill()
    {
        int kept = _filled - _next;
        if (kept == _buffer.Length)
        {
            if (kept >= MaxRecord)
                throw Error(_nextLine, null, $"a record is longer than {MaxRecord >> 20} MiB. Is a quote not closed?");
            Array.Resize(ref _buffer, 2 * kept);
        }
        else
        {
            _buffer.AsSpan(_next, kept).CopyTo(_buffer);
        }

        _next = 0;
        try
        {
            int read = _stream.ReadAtLeast(_buffer.AsSpan(kept), _buffer.Length - kept, throwOnEndOfStream: false);
            _filled = kept + read;
            _ended = _filled < _buffer.Length;
        }
        catch (InvalidDataException e)
        {
            throw Error(_nextLine, null, $"from here on the gzip stream is damaged ({e.Message}). Get the file again from its source.", e);
        }
    }

    /// <summary>Skips a first line such as <c>sep=;</c>, which some programs write for spreadsheets.</summary>
    private void SkipSeparatorLine()
    {
        ReadOnlySpan<byte> start = _buffer.AsSpan(_next, _filled - _next);
        if (!start.StartsWith("sep="u8) || start.Length < 6)
            return;
        int end = start[5..].StartsWith("\r\n"u8) ? 7 : start[5] == '\n' ? 6 : 0;
        if (end == 0)
            return;
        _next += end;
        _nextLine = 2;
    }

    private void SkipByteOrderMark()
    {
        ReadOnlySpan<byte> start = _buffer.AsSpan(0, _filled);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw Error(1, null, "the file is UTF-16. Save it as UTF-8.");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            _next = 3;
    }
}
