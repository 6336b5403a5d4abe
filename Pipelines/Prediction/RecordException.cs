namespace MlPipelines.Pipelines.Prediction;

/// <summary>A record is not what the pipeline reads: a column is missing, or a value is not of its type.</summary>
/// <param name="message">What was expected, and what came.</param>
/// <param name="column">The column, as the record names it.</param>
/// <param name="cause">What found it; null for none.</param>
public sealed class RecordException(string message, string column, Exception? cause = null) : ArgumentException(message, cause)
{
    /// <summary>The column at fault, as the record names it: a service can tell its caller which field to mend.</summary>
    public string Column { get; } = column;
}
