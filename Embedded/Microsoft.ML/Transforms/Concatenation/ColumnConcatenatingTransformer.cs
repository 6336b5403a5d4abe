using Microsoft.ML.Transforms.Concatenation;

namespace Microsoft.ML.Data;

/// <summary>Joins columns of one item type, scalars and vectors, into one vector column.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
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

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema) =>
        new ConcatenatingMapper(inputSchema, OutputColumnName, InputColumnNames);
}
