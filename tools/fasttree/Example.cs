using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.FastTreeQuality;

/// <summary>A generated row: features, and a target as a number, as yes or no, or as a class.</summary>
internal sealed class Example
{
    public float[] Features { get; set; } = [];

    public float Target { get; set; }

    public bool Label { get; set; }

    public static IDataView Load(MLContext ml, IReadOnlyList<Example> rows)
    {
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }
}
