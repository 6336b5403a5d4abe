using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>Values of records as ML.NET's types: strict, so that no number changes silently.</summary>
internal static class RecordValue
{
    private static readonly Dictionary<Type, Func<object?, object>> Conversions = new()
    {
        [typeof(float)] = value => Real<float>(value, JsonSingle),
        [typeof(double)] = value => Real<double>(value, json => json.GetDouble()),
        [typeof(sbyte)] = Whole<sbyte>,
        [typeof(byte)] = Whole<byte>,
        [typeof(short)] = Whole<short>,
        [typeof(ushort)] = Whole<ushort>,
        [typeof(int)] = Whole<int>,
        [typeof(uint)] = Whole<uint>,
        [typeof(long)] = Whole<long>,
        [typeof(ulong)] = Whole<ulong>,
        [typeof(bool)] = value => Truth(value),
        [typeof(ReadOnlyMemory<char>)] = value => Text(value, "").AsMemory(),
        [typeof(DateTime)] = value => value is DateTime time ? time : Parsed<DateTime>(value, DateTime.TryParse),
        [typeof(DateTimeOffset)] = value => value is DateTimeOffset time ? time : Parsed<DateTimeOffset>(value, DateTimeOffset.TryParse),
        [typeof(TimeSpan)] = value =>
            value is TimeSpan time ? time
                : Parsed<TimeSpan>(
                    value, (string? text, IFormatProvider? culture, DateTimeStyles _, out TimeSpan parsed) => TimeSpan.TryParse(
                        text, culture, out parsed)),
    };

    private delegate bool TryParse<T>(string? text, IFormatProvider? culture, DateTimeStyles styles, out T value);

    /// <summary>Whether records can give values of the raw type.</summary>
    public static bool CanBe(Type raw) => Conversions.ContainsKey(raw);

    /// <summary>The value as a raw type.</summary>
    /// <exception cref="FormatException">It is not one; the message says what it is.</exception>
    public static T To<T>(object? value) => value is T same ? same : (T)Conversions[typeof(T)](value);

    /// <summary>What a value is, for errors.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        JsonElement json => Short(json.GetRawText()),
        string text => $"'{Short(text)}'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"a {value.GetType().Name}",
    };

    private static string Short(string text) => text.Length > 60 ? text[..60] + "..." : text;

    private static FormatException Wrong(object? value) => new(Describe(value));

    /// <summary>A JSON number rounded once, not by way of a double.</summary>
    private static float JsonSingle(JsonElement json) => json.GetSingle();

    private static object Real<T>(object? value, Func<JsonElement, T> readJson)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var number = value switch
        {
            null or JsonElement { ValueKind: JsonValueKind.Null } or "" => T.NaN,
            JsonElement { ValueKind: JsonValueKind.Number } json => readJson(json),
            JsonElement { ValueKind: JsonValueKind.String } json => ParseReal<T>(json.GetString()!, value),
            string text => ParseReal<T>(text, value),
            float f => T.CreateTruncating(f),
            double d => T.CreateTruncating(d),
            decimal m => T.CreateTruncating(m),
            _ => T.CreateTruncating((Int128)Integer(value)),
        };
        return T.IsInfinity(number) && value is not (float or double) ? throw Wrong(value) : number;
    }

    private static T ParseReal<T>(string text, object? value)
        where T : struct, IBinaryFloatingPointIeee754<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(value);

    private static object Whole<T>(object? value)
        where T : struct, IBinaryInteger<T>
    {
        var number = value switch
        {
            JsonElement { ValueKind: JsonValueKind.Number } json =>
                json.TryGetDecimal(out var m) && decimal.IsInteger(m) ? (Int128)m : throw Wrong(value),
            JsonElement { ValueKind: JsonValueKind.String } json => ParseWhole(json.GetString()!, value),
            string text => ParseWhole(text, value),
            double d => double.IsInteger(d) ? (Int128)d : throw Wrong(value),
            float f => float.IsInteger(f) ? (Int128)f : throw Wrong(value),
            decimal m => decimal.IsInteger(m) ? (Int128)m : throw Wrong(value),
            _ => Integer(value),
        };
        return T.CreateSaturating(number) is var fitted && Int128.CreateTruncating(fitted) == number ? fitted : throw Wrong(value);
    }

    private static Int128 ParseWhole(string text, object? value) =>
        Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(value);

    private static Int128 Integer(object? value) => value switch
    {
        int i => i,
        long i => i,
        byte i => i,
        short i => i,
        uint i => i,
        ulong i => i,
        ushort i => i,
        sbyte i => i,
        _ => throw Wrong(value),
    };

    private static bool Truth(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        _ => bool.TryParse(Text(value, null), out var truth) ? truth : throw Wrong(value),
    };

    private static object Parsed<T>(object? value, TryParse<T> parse)
        where T : struct =>
        parse(Text(value, null), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed) ? parsed
            : throw Wrong(value);

    private static string Text(object? value, string? missing) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        null or JsonElement { ValueKind: JsonValueKind.Null } when missing is not null => missing,
        _ => throw Wrong(value),
    };
}
