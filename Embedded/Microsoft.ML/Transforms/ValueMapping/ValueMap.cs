using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.ValueMapping;

/// <summary>A table from values of one type to values, or vectors of values, of another.</summary>
internal abstract class ValueMap(PrimitiveDataViewType keyType, DataViewType valueType, string[]? keyValues)
{
    /// <summary>The type of the values looked up.</summary>
    public PrimitiveDataViewType KeyType { get; } = keyType;

    /// <summary>The type of a value found.</summary>
    public DataViewType ValueType { get; } = valueType;

    /// <summary>What the values stand for when they are keys, else null.</summary>
    public string[]? KeyValues { get; } = keyValues;

    /// <summary>The values looked up and, at the same places, the values found.</summary>
    public abstract (Array Keys, Array Values) ToArrays();

    /// <summary>The getter of the values found for a scalar or vector column; where nothing is found, the default.</summary>
    public abstract Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input);

    /// <summary>A table of arrays of raw values, whose types fit the column types.</summary>
    public static ValueMap Create(PrimitiveDataViewType keyType, Array keys, DataViewType valueType, Array values, string[]? keyValues = null) =>
        RawTypes.Call<ValueMap>(CreateForKey<int>, keyType.RawType, keyType, keys, valueType, values, keyValues);

    private static ValueMap CreateForKey<TKey>(PrimitiveDataViewType keyType, TKey[] keys, DataViewType valueType, Array values, string[]? keyValues)
        where TKey : notnull =>
        RawTypes.Call<ValueMap>(new Template<TKey>().Create<int>, valueType.RawType, keyType, keys, valueType, values, keyValues);

    private sealed class Template<TKey>
        where TKey : notnull
    {
        public ValueMap<TKey, TValue> Create<TValue>(PrimitiveDataViewType keyType, TKey[] keys, DataViewType valueType, TValue[] values, string[]? keyValues) =>
            new(keyType, valueType, keys, values, keyValues);
    }
}
