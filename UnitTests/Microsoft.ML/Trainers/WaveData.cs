using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Trainers;

/// <summary>90 rows that any language makes alike: x[i, j] = sin(0.7 i (j + 1) + j), and 0.6 more where j is the class, i mod 3.</summary>
internal static class WaveData
{
    public static IDataView Load(MLContext ml) => Load(ml, Rows());

    public static IDataView Load(MLContext ml, IEnumerable<Row> rows) =>
        ml.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(ml.Data.LoadFromEnumerable(Rows())).Transform(ml.Data.LoadFromEnumerable(rows));

    public static List<Row> Rows() =>
    [
        .. Enumerable.Range(0, 90).Select(i => new Row
        {
            Features = [.. Enumerable.Range(0, 3).Select(j => (float)(Math.Sin((0.7 * i * (j + 1)) + j) + (i % 3 == j ? 0.6 : 0)))],
            Class = $"class {i % 3}",
            IsOne = i % 3 == 1,
            Weight = 1,
        }),
    ];

    internal sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public string Class { get; set; } = "";

        public bool IsOne { get; set; }

        public float Weight { get; set; }
    }
}
