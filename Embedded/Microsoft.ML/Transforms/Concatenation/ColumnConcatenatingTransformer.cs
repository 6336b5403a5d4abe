using Microsoft.ML.Data;
using Microsoft.ML.Saving;
using Microsoft.ML.Transforms.Concatenation;

[assembly: LoadableComponent(ColumnConcatenatingTransformer.Signature, typeof(ColumnConcatenatingTransformer))]

namespace Microsoft.ML.Data;

/// <summary>Joins columns of one item type, scalars and vectors, into one vector column.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string Signature = "ConcatTransform";

    internal ColumnConcatenatingTransformer(string outputColumnName, string[] inputColumnNames)
    {
        OutputColumnName = Check.NotEmpty(outputColumnName);
        Check.NotNull(inputColumnNames);
        Check.Param(inputColumnNames.Length > 0, nameof(inputColumnNames), $"Column '{outputColumnName}' needs at least one input column.");
        foreach (string name in inputColumnNames)
            Check.NotEmpty(name, nameof(inputColumnNames));
        InputColumnNames = [.. inputColumnNames];
    }

    internal string OutputColumnName { get; }

    internal IReadOnlyList<string> InputColumnNames { get; }

    internal static ColumnConcatenatingTransformer Load(ModelLoadContext ctx) =>
        new(ctx.Reader.ReadString(), [.. ctx.Reader.ReadValues<ReadOnlyMemory<char>>().Select(name => name.ToString())]);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.LoaderSignature = Signature;
        ctx.Writer.Write(OutputColumnName);
        ctx.Writer.WriteValues<ReadOnlyMemory<char>>([.. InputColumnNames.Select(name => name.AsMemory())]);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) =>
        new ConcatenatingMapper(inputSchema, OutputColumnName, InputColumnNames);
}
