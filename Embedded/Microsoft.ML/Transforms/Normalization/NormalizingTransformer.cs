using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Normalization;

[assembly: LoadableComponent(NormalizingTransformer.Signature, typeof(NormalizingTransformer))]

namespace Microsoft.ML.Transforms;

/// <summary>Maps columns of numbers to a common range, as learned from data.</summary>
public sealed partial class NormalizingTransformer : OneToOneTransformerBase
{
    internal const string Signature = "NormalizeTransform";

    private readonly DataViewType[] _types;
    private readonly IColumnFunction[] _functions;

    internal NormalizingTransformer((string OutputName, string InputName)[] columns, DataViewType[] types, IColumnFunction[] functions)
        : base(columns)
    {
        _types = types;
        _functions = functions;
    }

    /// <summary>What was learned of the column pair at that position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pair.</exception>
    public NormalizerModelParametersBase GetNormalizerModelParameters(int index)
    {
        Check.Param(
            index >= 0 && index < _functions.Length,
            nameof(index),
            $"Not valid. Valid range is from 0 (inclusive) to {_functions.Length} (exclusive) but got {index}.");
        return _functions[index].Parameters;
    }

    internal static NormalizingTransformer Load(ModelLoadContext ctx)
    {
        var columns = ctx.Reader.ReadPairs();
        var types = new DataViewType[columns.Length];
        var functions = new IColumnFunction[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            types[i] = TypeSaving.Read(ctx.Reader);
            functions[i] = ColumnFunctionSaving.Read(ctx.Reader, types[i]);
        }

        return new(columns, types, functions);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.WritePairs(ColumnPairs);
        for (int i = 0; i < _functions.Length; i++)
        {
            TypeSaving.Write(ctx.Writer, _types[i]);
            _functions[i].Save(ctx.Writer);
        }
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

    private sealed class Mapper(NormalizingTransformer parent, DataViewSchema inputSchema) : OneToOneMapper(inputSchema, parent.ColumnPairs)
    {
        protected override DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input)
        {
            DataViewType fitted = parent._types[pair];
            if (!input.Type.ItemType().Equals(fitted.ItemType()) || input.Type.ValueCount() != fitted.ValueCount() || input.Type is VectorDataViewType != fitted is VectorDataViewType)
                throw Errors.SchemaMismatch(nameof(InputSchema), "input", input.Name, fitted.ToString()!, input.Type.ToString()!);
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.AddBoolean(AnnotationKinds.IsNormalized, true);
            annotations.Add(input.Annotations, name => name == AnnotationKinds.SlotNames);
            return new DataViewSchema.DetachedColumn(outputName, fitted, annotations.ToAnnotations());
        }

        protected override Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input) =>
            parent._functions[pair].CreateGetter(row, input);
    }
}
