namespace Microsoft.ML.Runtime;

/// <summary>One report of progress.</summary>
public interface IProgressEntry
{
    /// <summary>Sets the progress of a unit.</summary>
    void SetProgress(int index, double value);

    /// <summary>Sets the progress of a unit and its limit.</summary>
    void SetProgress(int index, double value, double lim);

    /// <summary>Sets a metric.</summary>
    void SetMetric(int index, double value);
}
