namespace Microsoft.ML.Data;

/// <summary>Gathers how metrics differ from a baseline.</summary>
internal interface IMetricsStatistics<in T>
{
    void Add(T metrics, T baseline);
}
