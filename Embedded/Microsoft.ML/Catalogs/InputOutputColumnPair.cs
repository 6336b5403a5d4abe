namespace Microsoft.ML;

/// <summary>The name of an output column and of the input column it is made from.</summary>
public sealed class InputOutputColumnPair
{
    /// <summary>A pair; the input column is <paramref name="outputColumnName"/> when not given.</summary>
    public InputOutputColumnPair(string outputColumnName, string? inputColumnName = null)
    {
        OutputColumnName = Check.NotEmpty(outputColumnName);
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    /// <summary>The input column.</summary>
    public string InputColumnName { get; }

    /// <summary>The output column.</summary>
    public string OutputColumnName { get; }

    internal static (string outputColumnName, string inputColumnName)[] ToTuples(InputOutputColumnPair[] columns) =>
        [.. Check.NotNull(columns).Select(pair => (pair.OutputColumnName, pair.InputColumnName))];
}
