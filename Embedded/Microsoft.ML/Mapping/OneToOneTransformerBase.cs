namespace Microsoft.ML.Data;

/// <summary>The base of transformers of which each output column is made from one input column.</summary>
public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase(params (string outputColumnName, string inputColumnName)[] columns)
    {
        Check.NotNull(columns);
        Check.Param(columns.Length > 0, nameof(columns), "A transformer needs at least one pair of columns.");
        var outputs = new HashSet<string>();
        foreach (var (output, input) in columns)
        {
            Check.NotEmpty(output);
            Check.NotEmpty(input);
            Check.Param(outputs.Add(output), nameof(columns), $"Output column '{output}' specified multiple times");
        }
        ColumnPairs = columns;
    }

    private protected (string outputColumnName, string inputColumnName)[] ColumnPairs { get; }
}
