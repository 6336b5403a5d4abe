namespace MlPipelines.Serve;

/// <summary>A record that the model cannot read: what is wrong, by field; the field is empty where it is the record as a whole.</summary>
internal sealed class RecordFault(IReadOnlyDictionary<string, string> errors) : Exception(string.Join(" ", errors.Values))
{
    public RecordFault(string field, string message)
        : this(new Dictionary<string, string> { [field] = message })
    {
    }

    /// <summary>What is wrong with each field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; } = errors;
}
