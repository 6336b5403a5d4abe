using Microsoft.ML.Data;
using Microsoft.ML.Saving;

namespace Microsoft.ML.Transforms.Keys;

/// <summary>The keys of the values of one column: the first value has key 1, and so on.</summary>
internal abstract class KeyMap(PrimitiveDataViewType itemType, bool valuesAsText)
{
    /// <summary>The type of the values.</summary>
    public PrimitiveDataViewType ItemType { get; } = itemType;

    /// <summary>The number of keys.</summary>
    public abstract int Count { get; }

    protected bool ValuesAsText { get; } = valuesAsText;

    /// <summary>Key of a mapped column: at least one value, so that the type exists.</summary>
    public KeyDataViewType KeyType => new(typeof(uint), (ulong)Math.Max(1, Count));

    /// <summary>Reads a map.</summary>
    public static KeyMap Load(BinaryReader reader)
    {
        var itemType = (PrimitiveDataViewType)TypeSaving.Read(reader);
        bool valuesAsText = reader.ReadBoolean();
        return RawTypes.Call<KeyMap>(Load<int>, itemType.RawType, reader, itemType, valuesAsText);
    }

    /// <summary>Writes the map.</summary>
    public void Save(BinaryWriter writer)
    {
        TypeSaving.Write(writer, ItemType);
        writer.Write(ValuesAsText);
        SaveValues(writer);
    }

    /// <summary>Writes the values in the order of their keys.</summary>
    protected abstract void SaveValues(BinaryWriter writer);

    private static KeyMap<T> Load<T>(BinaryReader reader, PrimitiveDataViewType itemType, bool valuesAsText)
        where T : notnull =>
        new(itemType, reader.ReadValues<T>(), valuesAsText);

    /// <summary>Adds the values that the keys stand for; where the input is a key with values, the values behind these.</summary>
    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column input);

    /// <summary>The getter of the keys of a scalar or vector column.</summary>
    public abstract Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input);
}
