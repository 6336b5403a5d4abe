using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;

[assembly: LoadableComponent(KeyToValueMappingTransformer.Signature, typeof(KeyToValueMappingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Maps keys to the values in their column's annotation; a missing key gives a missing value: NaN, empty text, the default of others.</summary>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "KeyToValueTransform";

    internal KeyToValueMappingTransformer((string OutputName, string InputName)[] columns)
        : base(columns)
    {
    }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    internal static InvalidOperationException NoValues(string column, string type) =>
        new($"Metadata KeyValues does not exist: column '{column}' of type {type} is no key that knows its values, as {nameof(ConversionsExtensionsCatalog.MapValueToKey)} makes.");

    internal static KeyToValueMappingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs());

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(KeyToValueMappingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            PrimitiveDataViewType values = ValueType(input);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, name => name == AnnotationKinds.SlotNames);
            DataViewType type = input.Type is VectorDataViewType vector ? new VectorDataViewType(values, vector.Dimensions) : values;
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) =>
            RawTypes.Call<Delegate>(CreateForKey<int>, input.Type.ItemType().RawType, row, input);

        private static PrimitiveDataViewType ValueType(DataViewSchema.Column input) =>
            input.Type.ItemType() is KeyDataViewType && input.HasKeyValues()
                ? (PrimitiveDataViewType)((VectorDataViewType)input.AnnotationTypeOrNull(AnnotationKinds.KeyValues)!).ItemType
                : throw NoValues(input.Name, input.Type.ToString()!);

        private static Delegate CreateForKey<TKey>(DataViewRow row, DataViewSchema.Column input) =>
            RawTypes.Call<Delegate>(new Template<TKey>().Create<int>, ValueType(input).RawType, row, input);

        private sealed class Template<TKey>
        {
            public Delegate Create<TValue>(DataViewRow row, DataViewSchema.Column input)
            {
                var values = new Keys.KeyValueLookup<TKey, TValue>(input);
                return input.Type is VectorDataViewType
                    ? values.CreateVectorGetter(row.GetGetter<VBuffer<TKey>>(input))
                    : values.CreateScalarGetter(row.GetGetter<TKey>(input));
            }
        }
    }
}
