using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms.Conversion;

namespace Microsoft.ML.Transforms.Keys;

/// <inheritdoc/>
/// <typeparam name="T">The raw type of the values.</typeparam>
internal sealed class KeyMap<T> : KeyMap
    where T : notnull
{
    private readonly T[] _values;
    private readonly Dictionary<T, uint> _keys;

    /// <param name="itemType">The type of the values.</param>
    /// <param name="values">Different values, none missing.</param>
    /// <param name="valuesAsText">Whether the annotation gives the values as text.</param>
    public KeyMap(PrimitiveDataViewType itemType, T[] values, bool valuesAsText)
        : base(itemType, valuesAsText)
    {
        _values = values;
        _keys = new Dictionary<T, uint>(values.Length, RawValues<T>.Equality);
        for (int i = 0; i < values.Length; i++)
            _keys.Add(values[i], (uint)i + 1);
    }

    public override int Count => _values.Length;

    /// <summary>The values in the order of their keys.</summary>
    public ReadOnlySpan<T> Values => _values;

    public override void AddKeyValues(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column input)
    {
        if (_values.Length == 0)
            return;
        if (input.Type.ItemType() is KeyDataViewType && input.HasKeyValues()
            && input.AnnotationTypeOrNull(AnnotationKinds.KeyValues) is VectorDataViewType behind)
        {
            RawTypes.Call<object?>(AddValuesBehind<int>, behind.ItemType.RawType, builder, input, behind.ItemType);
        }
        else if (ValuesAsText && ItemType is not TextDataViewType)
        {
            ValueMapper<T, ReadOnlyMemory<char>> toText = ValueConversion.Find<T, ReadOnlyMemory<char>>()
                ?? throw new InvalidOperationException($"The keys of column '{input.Name}' cannot be given as text: {ItemType} has no text form.");
            var texts = new ReadOnlyMemory<char>[_values.Length];
            for (int i = 0; i < texts.Length; i++)
            {
                toText(in _values[i], ref texts[i]);
                if (_values[i] is bool flag)
                    texts[i] = (flag ? "1" : "0").AsMemory();
            }

            builder.AddKeyValues(TextDataViewType.Instance, new VBuffer<ReadOnlyMemory<char>>(texts.Length, texts));
        }
        else
        {
            builder.AddKeyValues(ItemType, new VBuffer<T>(_values.Length, _values));
        }
    }

    public override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input) =>
        input.Type is VectorDataViewType ? VectorGetter(row, input) : ScalarGetter(row, input);

    protected override void SaveValues(BinaryWriter writer) => writer.WriteValues<T>(_values);

    private uint Find(T value) => _keys.GetValueOrDefault(value);

    private ValueGetter<uint> ScalarGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<T> getSource = row.GetGetter<T>(input);
        T value = default!;
        return (ref uint destination) =>
        {
            getSource(ref value);
            destination = Find(value);
        };
    }

    private ValueGetter<VBuffer<uint>> VectorGetter(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<VBuffer<T>> getSource = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> source = default;
        uint keyOfDefault = Find(default!);
        return (ref VBuffer<uint> destination) =>
        {
            getSource(ref source);
            ReadOnlySpan<T> values = source.GetValues();
            if (!source.IsDense && keyOfDefault == 0)
            {
                VBufferEditor<uint> sparse = VBufferEditor.Create(ref destination, source.Length, values.Length);
                source.GetIndices().CopyTo(sparse.Indices);
                for (int p = 0; p < values.Length; p++)
                    sparse.Values[p] = Find(values[p]);
                destination = sparse.Commit();
                return;
            }

            VBufferEditor<uint> dense = VBufferEditor.Create(ref destination, source.Length);
            dense.Values[..source.Length].Fill(keyOfDefault);
            ReadOnlySpan<int> indices = source.IsDense ? default : source.GetIndices();
            for (int p = 0; p < values.Length; p++)
                dense.Values[source.IsDense ? p : indices[p]] = Find(values[p]);
            destination = dense.Commit();
        };
    }

    private object? AddValuesBehind<TValue>(DataViewSchema.Annotations.Builder builder, DataViewSchema.Column input, PrimitiveDataViewType type)
    {
        VBuffer<TValue> behind = default;
        input.GetKeyValues(ref behind);
        var values = new TValue[_values.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = behind.GetItemOrDefault((int)Convert.ToUInt64(_values[i], null) - 1);
        builder.AddKeyValues(type, new VBuffer<TValue>(values.Length, values));
        return null;
    }
}
