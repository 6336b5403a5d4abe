using System.Text;
using CsvHelper;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>
/// Reads a comma-separated file record by record as UTF-8 bytes (RFC 4180), gzip-compressed or plain, without allocation per field.
/// </summary>
/// <remarks>
/// CsvHelper finds the fields and what is wrong with their quotes; here every such fault becomes an error that says where it is. A byte
/// order mark is skipped, and a first line such as <c>sep=;</c> names the delimiter. A field in double quotes may hold delimiters, line
/// breaks and doubled quotes. Lines end with LF or CRLF. Memory is one buffer as long as the longest record, 64 KiB at least.
/// </remarks>
internal sealed class StrictCsvReader : IDisposable
{
    private const byte Quote = (byte)'"';
    private const int MaxRecord = 1 << 26;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CsvTextStream _stream;
    private readonly CsvReader _records;
    private CsvMalformedRecord? _malformed;
    private long _nextLine;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The delimiter; null for the one that a first line such as <c>sep=;</c> names, else a comma.</param>
    /// <exception cref="DataFileException">The file is not UTF-8 text by its first bytes.</exception>
    public StrictCsvReader(string path, char? delimiter = null)
    {
        Path = path;
        var content = ContentStream.Open(path);
        try
        {
            _stream = new CsvTextStream(content);
            if (_stream.NotUtf8 is { } found)
                throw Error(1, null, found);
        }
        catch (InvalidDataException e)
        {
            content.Dispose();
            throw DamagedGzip(1, e);
        }
        catch
        {
            content.Dispose();
            throw;
        }

        _nextLine = 1 + _stream.SkippedLines;
        _records = CsvReader.Create(_stream, new CsvReaderOptions
        {
            Separator = delimiter ?? _stream.NamedDelimiter ?? ',',
            HasHeader = false,
            SkipEmptyLines = false,
            Encoding = StrictUtf8,
            MaxRecordSize = MaxRecord,
            OnMalformedRecord = record => _malformed ??= record,
        });
    }

    public string Path { get; }

    /// <summary>The delimiter that the file's first line names, null where it names none.</summary>
    public char? NamedDelimiter => _stream.NamedDelimiter;

    /// <summary>The line on which the current record starts, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of fields of the current record.</summary>
    public int FieldCount => _records.FieldCount;

    /// <summary>The bytes of a field of the current record, without its quotes; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> this[int field] => _records.GetSpan(field);

    /// <summary>Whether a field stood in quotes.</summary>
    public bool IsQuoted(int field) => _records.GetRawSpan(field) is [Quote, ..];

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
    /// <exception cref="DataFileException">A quote is not closed or is followed by text, or the line holds bytes that are not
    /// text.</exception>
    public bool Read()
    {
        Line = _nextLine;
        try
        {
            if (!_records.Read())
                return false;
        }
        catch (InvalidDataException e)
        {
            throw DamagedGzip(Line, e);
        }
        catch (CsvFormatException e)
        {
            throw Error(Line, null, $"a record is longer than {MaxRecord >> 20} MiB. Is a quote not closed?", e);
        }

        var record = _records.RawRecord;
        _nextLine = Line + 1 + record.Count((byte)'\n');
        var wrongBreak = _stream.HasLoneReturnAt(_records.ByteOffset + record.Length);
        if (_malformed is not null || wrongBreak || record.Contains((byte)0))
            Refuse(record, wrongBreak);
        return true;
    }

    public DataFileException Error(long line, string? column, string text, Exception? inner = null) =>
        new(
            $"{Path}, line {line}{(column is null ? "" : $", column '{column}'")}: {text}", inner)
        {
            File = Path,
            Line = line,
            Column = column
        };

    public void Dispose()
    {
        _records.Dispose();
        _stream.Dispose();
    }

    /// <summary>Throws for the first fault of the current record. A zero byte in quotes is none.</summary>
    private void Refuse(ReadOnlySpan<byte> record, bool wrongBreak)
    {
        var fault = _malformed is { } malformed && malformed.ByteOffset - _records.ByteOffset is var at && at <= record.Length ? (int)at
            : int.MaxValue;
        var start = 0;
        for (var field = 0; field < FieldCount; field++)
        {
            var raw = _records.GetRawSpan(field);
            var zero = raw is [Quote, ..] ? -1 : raw.IndexOf((byte)0);
            if (fault <= start + raw.Length && raw[(fault - start)..] is [0, ..])
                zero = fault - start; // behind a closing quote
            if (zero >= 0 && start + zero <= fault)
                throw Error(LineAt(start + zero, record), null, "found a zero byte: this is not UTF-8 text.");
            if (fault <= start + raw.Length)
                throw Malformed(_malformed!.Value.Reason, field + 1, LineAt(start, record), LineAt(fault, record));
            start += raw.Length + 1;
        }

        if (wrongBreak)
            throw Error(_nextLine - 1, null, "found a carriage return without a line feed. End lines with LF or CRLF.");
    }

    private long LineAt(int offset, ReadOnlySpan<byte> record) => Line + record[..offset].Count((byte)'\n');

    private DataFileException Malformed(CsvMalformedReason reason, int field, long opened, long line) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote =>
            Error(opened, null, $"the quote that opens field {field} is not closed before the end of the file."),
        CsvMalformedReason.TextAfterClosingQuote =>
            Error(line, null, $"found text after the closing quote of field {field}. Double a quote that belongs to the text."),
        _ => Error(
            line, null, $"found a quote within field {field}, which does not start with one. "
                + "Put the whole field in quotes and double the quote."),
    };

    private DataFileException DamagedGzip(long line, InvalidDataException e) =>
        Error(line, null, $"from here on the gzip stream is damaged ({e.Message}). Get the file again from its source.", e);
}
