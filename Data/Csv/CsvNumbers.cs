using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MlPipelines.Data.Csv;

/// <summary>Strict numbers: the whole field is one finite number, without blanks or thousands separators.</summary>
internal static class CsvNumbers
{
    /// <summary>A field as a finite Single, correctly rounded from its decimal text.</summary>
    /// <exception cref="DataFileException">The field is no number, or not a finite one.</exception>
    public static float Single(CsvReader reader, int field, string column)
    {
        ReadOnlySpan<byte> text = reader[field];
        if (!float.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out float value))
            throw reader.Error(reader.Line, column, $"expected a number, found {Quoted(text)}.");
        if (!float.IsFinite(value))
            throw reader.Error(reader.Line, column, $"expected a finite number, found {Quoted(text)}. Remove the row or put a number there.");
        return value;
    }

    /// <summary>A field as a class number from 0 to <paramref name="classCount"/> - 1.</summary>
    /// <exception cref="DataFileException">The field is no such number.</exception>
    public static int Class(CsvReader reader, int field, string column, int classCount)
    {
        ReadOnlySpan<byte> text = reader[field];
        if (!Utf8Parser.TryParse(text, out int value, out int read) || read != text.Length || (uint)value >= (uint)classCount)
            throw reader.Error(reader.Line, column, $"expected a class, a whole number from 0 to {classCount - 1}, found {Quoted(text)}.");
        return value;
    }

    /// <summary>A field as it stands, shortened, for an error's text.</summary>
    public static string Quoted(ReadOnlySpan<byte> text)
    {
        const int Longest = 40;
        return text.IsEmpty ? "an empty field" : text.Length <= Longest ? $"'{Encoding.UTF8.GetString(text)}'" : $"'{Encoding.UTF8.GetString(text[..Longest])}...'";
    }
}
