using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Microsoft.ML.Transforms.Conversion;

/// <summary>
/// The conversions between raw types that ML.NET has: among signed integers (high bits that do not fit are dropped), among unsigned
/// ones (0 where the value does not fit), of every number and Boolean to Single, Double, Boolean and text, of Booleans to signed integers, of times to Int64 (ticks),
/// Single, Double and text, and of text to everything.
/// </summary>
internal static class ValueConversion
{
    // Filled by Build, so that it stands before.
    private static readonly Dictionary<(Type Source, Type Destination), Delegate> SpanMappers = [];
    private static readonly Dictionary<(Type Source, Type Destination), Delegate> Mappers = Build();

    /// <summary>The conversion, or null when there is none.</summary>
    public static ValueMapper<TSource, TDestination>? Find<TSource, TDestination>() =>
        (ValueMapper<TSource, TDestination>?)Mappers.GetValueOrDefault((typeof(TSource), typeof(TDestination)));

    /// <summary>The conversion of many values at once, or null when there is none such.</summary>
    public static SpanMapper<TSource, TDestination>? FindMany<TSource, TDestination>() =>
        (SpanMapper<TSource, TDestination>?)SpanMappers.GetValueOrDefault((typeof(TSource), typeof(TDestination)));

    /// <summary>Whether values of one type can be made values of the other.</summary>
    public static bool Exists(Type source, Type destination) => Mappers.ContainsKey((source, destination));

    private static Dictionary<(Type Source, Type Destination), Delegate> Build()
    {
        var mappers = new Dictionary<(Type, Type), Delegate>();
        AddSigned<sbyte>(mappers);
        AddSigned<short>(mappers);
        AddSigned<int>(mappers);
        AddSigned<long>(mappers);
        AddUnsigned<byte>(mappers);
        AddUnsigned<ushort>(mappers);
        AddUnsigned<uint>(mappers);
        AddUnsigned<ulong>(mappers);
        AddNumber<float>(mappers);
        AddNumber<double>(mappers);
        AddBoolean(mappers);
        AddTimes(mappers);
        AddText(mappers);
        return mappers;
    }

    private static void Add<TSource, TDestination>(Dictionary<(Type, Type), Delegate> mappers, Func<TSource, TDestination> convert) =>
        mappers.Add((typeof(TSource), typeof(TDestination)), (ValueMapper<TSource, TDestination>)((in TSource source, ref TDestination destination) => destination = convert(source)));

    private static void AddSigned<T>(Dictionary<(Type, Type), Delegate> mappers)
        where T : unmanaged, INumber<T>
    {
        AddNumber<T>(mappers);
        Add<T, sbyte>(mappers, sbyte.CreateTruncating);
        Add<T, short>(mappers, short.CreateTruncating);
        Add<T, int>(mappers, int.CreateTruncating);
        Add<T, long>(mappers, long.CreateTruncating);
    }

    private static void AddUnsigned<T>(Dictionary<(Type, Type), Delegate> mappers)
        where T : unmanaged, INumber<T>
    {
        AddNumber<T>(mappers);
        AddUnsigned<T, byte>(mappers);
        AddUnsigned<T, ushort>(mappers);
        AddUnsigned<T, uint>(mappers);
        AddUnsigned<T, ulong>(mappers);
    }

    private static void AddUnsigned<TSource, TDestination>(Dictionary<(Type, Type), Delegate> mappers)
        where TSource : unmanaged, INumber<TSource>
        where TDestination : unmanaged, INumber<TDestination> =>
        Add<TSource, TDestination>(mappers, value =>
        {
            var converted = TDestination.CreateTruncating(value);
            return TSource.CreateTruncating(converted) == value ? converted : TDestination.Zero;
        });

    private static void AddNumber<T>(Dictionary<(Type, Type), Delegate> mappers)
        where T : unmanaged, INumber<T>
    {
        Add<T, float>(mappers, float.CreateTruncating);
        Add<T, double>(mappers, double.CreateTruncating);
        SpanMappers.Add((typeof(T), typeof(float)), (SpanMapper<T, float>)TensorPrimitives.ConvertTruncating);
        SpanMappers.Add((typeof(T), typeof(double)), (SpanMapper<T, double>)TensorPrimitives.ConvertTruncating);
        Add<T, bool>(mappers, value => value != T.Zero);
        string? format = typeof(T) == typeof(double) ? "G17" : null;
        Add<T, ReadOnlyMemory<char>>(mappers, value => value.ToString(format, CultureInfo.InvariantCulture).AsMemory());
    }

    private static void AddBoolean(Dictionary<(Type, Type), Delegate> mappers)
    {
        Add<bool, bool>(mappers, value => value);
        Add<bool, sbyte>(mappers, value => value ? (sbyte)1 : (sbyte)0);
        Add<bool, short>(mappers, value => value ? (short)1 : (short)0);
        Add<bool, int>(mappers, value => value ? 1 : 0);
        Add<bool, long>(mappers, value => value ? 1 : 0);
        Add<bool, float>(mappers, value => value ? 1 : 0);
        Add<bool, double>(mappers, value => value ? 1 : 0);
        Add<bool, ReadOnlyMemory<char>>(mappers, value => (value ? "True" : "False").AsMemory());
    }

    private static void AddTimes(Dictionary<(Type, Type), Delegate> mappers)
    {
        AddTime<DateTime>(mappers, value => value.Ticks, value => value.ToString("o", CultureInfo.InvariantCulture));
        AddTime<DateTimeOffset>(mappers, value => value.UtcTicks, value => value.ToString("o", CultureInfo.InvariantCulture));
        AddTime<TimeSpan>(mappers, value => value.Ticks, value => value.ToString("c", CultureInfo.InvariantCulture));
        Add<DateTime, DateTime>(mappers, value => value);
    }

    private static void AddTime<T>(Dictionary<(Type, Type), Delegate> mappers, Func<T, long> ticks, Func<T, string> text)
    {
        Add<T, long>(mappers, ticks);
        Add<T, float>(mappers, value => ticks(value));
        Add<T, double>(mappers, value => ticks(value));
        Add<T, ReadOnlyMemory<char>>(mappers, value => text(value).AsMemory());
    }

    private static void AddText(Dictionary<(Type, Type), Delegate> mappers)
    {
        Add<ReadOnlyMemory<char>, ReadOnlyMemory<char>>(mappers, value => value);
        AddText(mappers, TextValues.ToSigned<sbyte>);
        AddText(mappers, TextValues.ToSigned<short>);
        AddText(mappers, TextValues.ToSigned<int>);
        AddText(mappers, TextValues.ToSigned<long>);
        AddText(mappers, TextValues.ToUnsigned<byte>);
        AddText(mappers, TextValues.ToUnsigned<ushort>);
        AddText(mappers, TextValues.ToUnsigned<uint>);
        AddText(mappers, TextValues.ToUnsigned<ulong>);
        AddText(mappers, TextValues.ToReal<float>);
        AddText(mappers, TextValues.ToReal<double>);
        AddText(mappers, TextValues.ToBoolean);
        AddText(mappers, TextValues.ToTimeSpan);
        AddText(mappers, TextValues.ToDateTime);
        AddText(mappers, TextValues.ToDateTimeOffset);
    }

    private static void AddText<T>(Dictionary<(Type, Type), Delegate> mappers, TextReader<T> read) =>
        Add<ReadOnlyMemory<char>, T>(mappers, value => read(value.Span));

    private delegate T TextReader<T>(ReadOnlySpan<char> text);
}
