namespace Microsoft.ML.Data;

/// <summary>
/// A column of values hashed to keys of 30 bits, with ML.NET's hash (MurmurHash3, 32 bits), so that the same seed groups the same values.
/// A vector is hashed as a whole. Missing values (NaN, empty text) are missing keys.
/// </summary>
internal sealed class HashedColumn(string outputName, string inputName, uint seed) : OneToOneTransformerBase((outputName, inputName))
{
    private const int Bits = 30;

    private uint Seed { get; } = seed;

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(inputSchema, this);

    private sealed class Mapper(DataViewSchema schema, HashedColumn parent) : OneToOneMapper(schema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            if (input.Type.ItemType() is not PrimitiveDataViewType item || RawTypes.ToPrimitiveOrNull(item.RawType) is null)
                throw Errors.SchemaMismatch(nameof(schema), "SamplingKeyColumn", input.Name, "a primitive type or a vector of one", input.Type.ToString()!);
            return new(outputName, new KeyDataViewType(typeof(uint), 1UL << Bits));
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) =>
            RawTypes.Call<ValueGetter<uint>>(
                input.Type is VectorDataViewType ? VectorGetter<int> : ScalarGetter<int>, input.Type.ItemType().RawType, row, input);

        private ValueGetter<uint> ScalarGetter<T>(DataViewRow row, DataViewSchema.Column input)
        {
            var getter = row.GetGetter<T>(input);
            var value = default(T)!;
            return (ref uint key) =>
            {
                getter(ref value);
                key = Hash([value]);
            };
        }

        private ValueGetter<uint> VectorGetter<T>(DataViewRow row, DataViewSchema.Column input)
        {
            var getter = row.GetGetter<VBuffer<T>>(input);
            var buffer = default(VBuffer<T>);
            var dense = default(VBuffer<T>);
            return (ref uint key) =>
            {
                getter(ref buffer);
                buffer.CopyToDense(ref dense);
                key = Hash(dense.GetValues());
            };
        }

        private uint Hash<T>(ReadOnlySpan<T> values) =>
            ValueHash.TryHash(values, parent.Seed, out var hash) ? (hash & ((1u << Bits) - 1)) + 1 : 0;
    }
}
