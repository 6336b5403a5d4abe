using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>Keeps what reaches a trainer, then trains as the inner estimator does.</summary>
internal sealed class RecordingEstimator(IEstimator<ITransformer> inner) : IEstimator<ITransformer>
{
    public List<(float[] Features, uint Label)> Rows { get; } = [];

    public ITransformer Fit(IDataView input)
    {
        Rows.AddRange(Read(input));
        return inner.Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);

    public static IEnumerable<(float[] Features, uint Label)> Read(IDataView view)
    {
        var features = view.Schema["Features"];
        var label = view.Schema["Label"];
        using var cursor = view.GetRowCursor([features, label]);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        var getLabel = cursor.GetGetter<uint>(label);
        VBuffer<float> row = default;
        uint key = 0;
        while (cursor.MoveNext())
        {
            getFeatures(ref row);
            getLabel(ref key);
            yield return (row.DenseValues().ToArray(), key);
        }
    }
}
