using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.ValueMapping;

[assembly: LoadableComponent(ValueMappingTransformer.Signature, typeof(ValueMappingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Looks the values of columns up in a table. A value that is not there gives the default: 0, empty text, an empty vector, a missing key.</summary>
public class ValueMappingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "ValueMappingTransformer";

    internal ValueMappingTransformer(ValueMap map, (string OutputName, string InputName)[] columns)
        : base(columns)
    {
        Map = map;
    }

    internal ValueMap Map { get; }

    internal (string outputColumnName, string inputColumnName)[] Columns => ColumnPairs;

    internal static ValueMappingTransformer Load(ModelLoadContext ctx)
    {
        var columns = ctx.Reader.ReadPairs();
        return new(ValueMapSaving.Read(ctx.Reader), columns);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
        ValueMapSaving.Write(ctx.Writer, Map);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(ValueMappingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            ValueMap map = parent.Map;
            if (input.Type.ItemType().RawType != map.KeyType.RawType)
                throw new InvalidOperationException($"The table of column '{outputName}' is of {map.KeyType}, but column '{input.Name}' is of type {input.Type}.");
            if (input.Type is VectorDataViewType && map.ValueType is VectorDataViewType)
                throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, "a scalar, as the table gives vectors", input.Type.ToString()!);
            var annotations = new DataViewSchema.Annotations.Builder();
            if (map.KeyValues is { } keyValues)
                annotations.AddKeyValues(TextDataViewType.Instance, new VBuffer<ReadOnlyMemory<char>>(keyValues.Length, [.. keyValues.Select(value => value.AsMemory())]));
            DataViewType type = input.Type is VectorDataViewType ? new VectorDataViewType((PrimitiveDataViewType)map.ValueType) : map.ValueType;
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) => parent.Map.CreateGetter(row, input);
    }
}
