namespace Microsoft.ML.Data;

/// <summary>The options of a text loader that concern how a line is cut into fields, checked.</summary>
internal sealed class TextFormat
{
    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that cannot be, alone or together with others.</exception>
    public TextFormat(TextLoader.Options options, bool hasHeaderFile)
    {
        Check.Param(options.Separators is { Length: > 0 }, nameof(options.Separators), "Must specify a separator");
        foreach (var separator in options.Separators)
        {
            Check.Param(
                (separator >= ' ' || separator == '\t') && !char.IsAsciiDigit(separator) && separator != '"', nameof(options.Separators),
                $"Illegal separator: '{separator}'");
            Check.Param(separator < 128, nameof(options.Separators), $"Illegal separator: '{separator}'; it must be an ASCII character");
            Check.Param(
                separator != ':' || !options.AllowSparse, nameof(options.Separators), "When the separator is colon, turn off allowSparse");
        }
        Check.Param(
            options.DecimalMarker is '.' or ',', nameof(options.DecimalMarker),
            $"Decimal marker cannot be the '{options.DecimalMarker}' character. It must be '.' or ','.");
        Check.Param(
            options.AllowQuoting || options.DecimalMarker != ',' || !options.Separators.Contains(','), nameof(options.AllowQuoting),
            "Quoting must be allowed if decimal marker and separator are the ',' character.");
        Check.Param(
            !options.Separators.Contains(options.EscapeChar) && options.EscapeChar < 128, nameof(options.EscapeChar),
            $"EscapeChar '{options.EscapeChar}' can't be used both as EscapeChar and separator, and must be an ASCII character");
        Check.Param(options.MaxRows is not < 0, nameof(options.MaxRows), $"The number of rows must be 0 or more, not {options.MaxRows}.");
        if (options.InputSize < 0)
            throw new InvalidOperationException($"inputSize: the number of fields must be 0 or more, not {options.InputSize}.");

        Separators = [.. options.Separators.Distinct().Select(separator => (byte)separator)];
        SpaceIsSeparator = options.Separators.Contains(' ');
        Quoting = options.AllowQuoting;
        Escape = (byte)options.EscapeChar;
        Sparse = options.AllowSparse;
        InputSize = options.InputSize ?? 0;
        TrimEnd = options.TrimWhitespace;
        SkipHeader = options.HasHeader && !hasHeaderFile;
        MultiLine = options.AllowQuoting && options.ReadMultilines;
        MissingIsNaN = options.MissingRealsAsNaNs;
        DecimalMarker = (byte)options.DecimalMarker;
        MaxRows = options.MaxRows ?? long.MaxValue;
    }

    public byte[] Separators { get; }

    public bool SpaceIsSeparator { get; }

    public bool Quoting { get; }

    public byte Escape { get; }

    public bool Sparse { get; }

    /// <summary>The number of fields of a line, 0 when not known.</summary>
    public int InputSize { get; }

    public bool TrimEnd { get; }

    public bool SkipHeader { get; }

    public bool MultiLine { get; }

    public bool MissingIsNaN { get; }

    public byte DecimalMarker { get; }

    public long MaxRows { get; }
}
