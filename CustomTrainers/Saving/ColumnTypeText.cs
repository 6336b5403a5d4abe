using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>
/// The type of a column as text: <c>Single</c>, <c>Text</c>, <c>Key&lt;UInt32, 33&gt;</c> (33 values), <c>Vector&lt;Single, 28, 28&gt;</c>,
/// <c>Vector&lt;Text&gt;</c> (of any length).
/// </summary>
internal static class ColumnTypeText
{
    private const string Key = "Key";
    private const string Vector = "Vector";

    private static readonly (string Name, PrimitiveDataViewType Type)[] Plain =
    [
        (nameof(Single), NumberDataViewType.Single), (nameof(Double), NumberDataViewType.Double),
        (nameof(SByte), NumberDataViewType.SByte), (nameof(Byte), NumberDataViewType.Byte),
        (nameof(Int16), NumberDataViewType.Int16), (nameof(UInt16), NumberDataViewType.UInt16),
        (nameof(Int32), NumberDataViewType.Int32), (nameof(UInt32), NumberDataViewType.UInt32),
        (nameof(Int64), NumberDataViewType.Int64), (nameof(UInt64), NumberDataViewType.UInt64),
        (nameof(Boolean), BooleanDataViewType.Instance), ("Text", TextDataViewType.Instance),
        (nameof(DateTime), DateTimeDataViewType.Instance), (nameof(DateTimeOffset), DateTimeOffsetDataViewType.Instance),
        (nameof(TimeSpan), TimeSpanDataViewType.Instance),
    ];

    private static readonly Type[] KeyTypes = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];

    /// <summary>The text of a type; null for one that files cannot hold.</summary>
    public static string? Write(DataViewType type) => type switch
    {
        KeyDataViewType key => $"{Key}<{key.RawType.Name}, {key.Count.ToString(CultureInfo.InvariantCulture)}>",
        VectorDataViewType vector => Write(vector.ItemType) is { } item
            ? $"{Vector}<{string.Join(", ", Dimensions(vector).Select(d => d.ToString(CultureInfo.InvariantCulture)).Prepend(item))}>"
            : null,
        _ => Array.Find(Plain, plain => plain.Type.Equals(type)).Name,
    };

    /// <summary>The type of a text.</summary>
    /// <exception cref="FormatException">The text is not that of a type.</exception>
    public static DataViewType Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Arguments(text, Vector) is { } arguments ? ReadVector(text, arguments) : ReadPrimitive(text);
    }

    private static ImmutableArray<int> Dimensions(VectorDataViewType vector) => vector.IsKnownSize ? vector.Dimensions : [];

    private static VectorDataViewType ReadVector(string text, string arguments)
    {
        // The item's own type may have a comma, in which case it ends with the first '>'.
        var end = arguments.IndexOf('>', StringComparison.Ordinal) is >= 0 and var close
            ? close + 1
            : arguments.IndexOf(',', StringComparison.Ordinal);
        if (end < 0)
            return new VectorDataViewType(ReadPrimitive(arguments));
        var rest = arguments[end..];
        if (rest.Length == 0)
            return new VectorDataViewType(ReadPrimitive(arguments));
        int[] dimensions = [.. rest.Split(',').Skip(1).Select(part =>
            int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value > 0
                ? value
                : throw Wrong(text))];
        return dimensions.Length > 0 && dimensions.Aggregate(1L, (size, d) => Math.Min(size * d, int.MaxValue + 1L)) <= int.MaxValue
            ? new VectorDataViewType(ReadPrimitive(arguments[..end]), dimensions)
            : throw Wrong(text);
    }

    private static PrimitiveDataViewType ReadPrimitive(string text)
    {
        if (Arguments(text, Key) is not { } arguments)
            return Array.Find(Plain, plain => plain.Name == text).Type ?? throw Wrong(text);
        var parts = arguments.Split(',');
        return parts.Length == 2 && Array.Find(KeyTypes, type => type.Name == parts[0]) is { } raw
            && ulong.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
            && count <= Most(raw)
            ? new KeyDataViewType(raw, count)
            : throw Wrong(text);
    }

    private static ulong Most(Type raw) =>
        raw == typeof(byte)
            ? byte.MaxValue
            : raw == typeof(ushort)
            ? ushort.MaxValue
            : raw == typeof(uint)
            ? uint.MaxValue
            : ulong.MaxValue;

    private static string? Arguments(string text, string name) =>
        text.StartsWith(name + "<", StringComparison.Ordinal) && text.EndsWith('>') ? text[(name.Length + 1)..^1] : null;

    private static FormatException Wrong(string text) =>
        new($"'{text}' is not the type of a column, such as Single, Text, Key<UInt32, 3> or Vector<Single, 784>");
}
