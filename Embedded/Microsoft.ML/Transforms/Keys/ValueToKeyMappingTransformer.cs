using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Keys;

[assembly: LoadableComponent(ValueToKeyMappingTransformer.Signature, typeof(ValueToKeyMappingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Maps values to their keys; a value that was not seen has none (0).</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "TermTransform";

    private readonly KeyMap[] _maps;

    internal ValueToKeyMappingTransformer((string OutputName, string InputName)[] columns, KeyMap[] maps)
        : base(columns)
    {
        _maps = maps;
    }

    internal static ValueToKeyMappingTransformer Load(ModelLoadContext ctx)
    {
        var columns = ctx.Reader.ReadPairs();
        return new(columns, Array.ConvertAll(columns, _ => KeyMap.Load(ctx.Reader)));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
        foreach (KeyMap map in _maps)
            map.Save(ctx.Writer);
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
