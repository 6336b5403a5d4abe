using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>
/// Small seeded data with a number and a Boolean to predict from two features: y = 1000 + 200 · x₁ · exp(−x₁² − x₂²), and whether it is
/// above 1000.
/// </summary>
internal static class Curves
{
    internal sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public bool Above { get; set; }

        public float Weight { get; set; } = 1;
    }

    internal sealed class Prediction
    {
        public float Score { get; set; }
    }

    public static List<Row> Rows(int count, int seed)
    {
        var random = new Random(seed);
        var rows = new List<Row>(count);
        for (var i = 0; i < count; i++)
        {
            var (x1, x2) = (4 * random.NextDouble() - 2, 4 * random.NextDouble() - 2);
            var y = 1000 + 200 * x1 * Math.Exp(-x1 * x1 - x2 * x2);
            rows.Add(new Row { Features = [(float)x1, (float)x2], Label = (float)y, Above = x1 > 0 });
        }

        return rows;
    }

    public static IDataView Load(MLContext ml, int count = 500, int seed = 1) => ml.Data.LoadFromEnumerable(Rows(count, seed));
}
