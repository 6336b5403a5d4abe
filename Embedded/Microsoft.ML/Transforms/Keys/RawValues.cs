using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Keys;

/// <summary>How raw values of a column are compared, and which of them are missing.</summary>
internal static class RawValues<T>
{
    /// <summary>Text by its characters, other values by themselves.</summary>
    public static IEqualityComparer<T> Equality { get; } =
        typeof(T) == typeof(ReadOnlyMemory<char>) ? (IEqualityComparer<T>)(object)new TextEquality() : EqualityComparer<T>.Default;

    /// <summary>Text by its characters' codes, other values by themselves.</summary>
    public static IComparer<T> Order { get; } =
        typeof(T) == typeof(ReadOnlyMemory<char>) ? (IComparer<T>)(object)new TextOrder() : Comparer<T>.Default;

    /// <summary>NaN, empty text and, in a key column, 0.</summary>
    public static Func<T, bool> CreateMissing(DataViewType itemType)
    {
        if (typeof(T) == typeof(float))
            return (Func<T, bool>)(object)(Func<float, bool>)float.IsNaN;
        if (typeof(T) == typeof(double))
            return (Func<T, bool>)(object)(Func<double, bool>)double.IsNaN;
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
            return (Func<T, bool>)(object)(Func<ReadOnlyMemory<char>, bool>)(value => value.IsEmpty);
        return itemType is KeyDataViewType ? value => Equality.Equals(value, default) : _ => false;
    }

    private sealed class TextEquality : IEqualityComparer<ReadOnlyMemory<char>>
    {
        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<char> obj) => string.GetHashCode(obj.Span);
    }

    private sealed class TextOrder : IComparer<ReadOnlyMemory<char>>
    {
        public int Compare(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceCompareTo(y.Span);
    }
}
