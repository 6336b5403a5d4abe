using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Keys;

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to their keys; a value that was not seen has none (0).</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    private readonly KeyMap[] _maps;

    internal ValueToKeyMappingTransformer((string OutputName, string InputName)[] columns, KeyMap[] maps)
        : base(columns)
    {
        _maps = maps;
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(ValueToKeyMappingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            KeyMap map = parent._maps[pair];
            if (input.Type.ItemType().RawType != map.ItemType.RawType || input.Type.ItemType() is KeyDataViewType != map.ItemType is KeyDataViewType)
                throw new InvalidOperationException($"Could not apply a map over type '{map.ItemType}' to column '{outputName}' since it has type '{input.Type}'");
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, name => name == AnnotationKinds.SlotNames);
            map.AddKeyValues(annotations, input);
            DataViewType type = input.Type is VectorDataViewType vector ? new VectorDataViewType(map.KeyType, vector.Dimensions) : map.KeyType;
            return new DataViewSchema.DetachedColumn(outputName, type, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) => parent._maps[pair].CreateGetter(row, input);
    }
}
