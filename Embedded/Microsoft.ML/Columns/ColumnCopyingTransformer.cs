using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;

[assembly: LoadableComponent(ColumnCopyingTransformer.Signature, typeof(ColumnCopyingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Gives columns under other names, annotations included.</summary>
public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "CopyTransform";

    internal ColumnCopyingTransformer(params (string outputColumnName, string inputColumnName)[] columns)
        : base(columns)
    {
    }

    internal IReadOnlyList<(string OutputColumnName, string InputColumnName)> Columns => ColumnPairs;

    internal static ColumnCopyingTransformer Load(ModelLoadContext ctx) => new(ctx.Reader.ReadPairs());

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(inputSchema, ColumnPairs);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
    }

    private sealed class Mapper(DataViewSchema schema, (string Output, string Input)[] pairs) : OneToOneMapper(schema, pairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input) =>
            new(outputName, input.Type, input.Annotations);

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) =>
            RawTypes.Call<Delegate>(GetGetter<int>, input.Type.RawType, row, input);

        private static ValueGetter<T> GetGetter<T>(DataViewRow row, DataViewSchema.Column input) => row.GetGetter<T>(input);
    }
}
