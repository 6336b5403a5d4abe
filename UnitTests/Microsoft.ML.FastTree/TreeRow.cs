using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>A row with everything that trainers of trees take.</summary>
internal sealed class TreeRow
{
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }

    public float Target { get; set; }

    public float Weight { get; set; } = 1;

    public string Class { get; set; } = "";

    /// <summary>A view of rows whose feature vectors all have the first one's length.</summary>
    public static IDataView Load(MLContext ml, IReadOnlyList<TreeRow> rows, int? width = null)
    {
        var schema = SchemaDefinition.Create(typeof(TreeRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width ?? rows[0].Features.Length);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }

    /// <summary>The same with Class as a key.</summary>
    public static IDataView LoadKeys(MLContext ml, IReadOnlyList<TreeRow> rows)
    {
        IDataView data = Load(ml, rows);
        return ml.Transforms.Conversion.MapValueToKey(nameof(Class)).Fit(data).Transform(data);
    }

    /// <summary>One feature, and labels that are yes where the target is above 0.</summary>
    public static List<TreeRow> Of(float[] features, float[] targets) =>
        [.. features.Zip(targets, (x, y) => new TreeRow { Features = [x], Target = y, Label = y > 0 })];

    /// <summary>Rows of four features that any language makes alike; the first two decide, the third is noise, the fourth constant.</summary>
    public static List<TreeRow> Waves(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            double a = Math.Sin(0.7 * i), b = Math.Cos(1.3 * i), noise = Math.Sin(12.9898 * i * i);
            double target = (2 * a) + (a * b) + (0.3 * noise);
            return new TreeRow
            {
                Features = [(float)a, (float)b, (float)Math.Sin(5.1 * i), 1],
                Target = (float)target,
                Label = target > 0.3,
                Class = target < -0.8 ? "low" : target > 0.8 ? "high" : "middle",
                Weight = 1 + (i % 3),
            };
        }),
    ];
}
