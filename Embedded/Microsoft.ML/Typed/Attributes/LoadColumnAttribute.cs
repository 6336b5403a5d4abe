namespace Microsoft.ML.Data;

/// <summary>Says from which fields of a text file a member is read. Fields are counted from 0.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class LoadColumnAttribute : Attribute
{
    /// <summary>One field.</summary>
    public LoadColumnAttribute(int fieldIndex)
    {
        Sources = [new TextLoader.Range(fieldIndex)];
    }

    /// <summary>The fields from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    public LoadColumnAttribute(int start, int end)
    {
        Sources = [new TextLoader.Range(start, end)];
    }

    /// <summary>These fields.</summary>
    public LoadColumnAttribute(int[] columnIndexes)
    {
        Sources = [.. Check.NotNull(columnIndexes).Select(index => new TextLoader.Range(index))];
    }

    internal List<TextLoader.Range> Sources { get; }
}
