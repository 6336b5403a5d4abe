using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>Small seeded data for trainer tests: three Gaussian blobs in four features, with names, in random order.</summary>
internal static class Blobs
{
    private static readonly string[] Names = ["dog", "cat", "bird"];

    internal sealed class Row
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }

    internal sealed class NumberedRow
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];

        public int Label { get; set; }
    }

    internal sealed class KeyedRow
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];

        [KeyType(3)] // 0 to 2: LoadFromEnumerable makes keys 1 to 3 of them
        public uint Label { get; set; }
    }

    internal sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    public static List<(float[] Features, int Class)> Points(int count, int seed)
    {
        var random = new Random(seed);
        var points = new List<(float[], int)>(count);
        for (var i = 0; i < count; i++)
        {
            var c = random.Next(3);
            var x = new float[4];
            for (var j = 0; j < 4; j++)
                x[j] = (j == c ? 3f : 0f) + (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
            points.Add((x, c));
        }

        return points;
    }

    public static IDataView Named(MLContext ml, int count = 300, int seed = 7)
        => ml.Data.LoadFromEnumerable(Points(count, seed).Select(p => new Row { Features = p.Features, Label = Names[p.Class] }).ToList());

    public static IDataView Numbered(MLContext ml, int count = 300, int seed = 7)
        => ml.Data.LoadFromEnumerable(Points(count, seed).Select(p => new NumberedRow { Features = p.Features, Label = p.Class }).ToList());

    public static IDataView Keyed(MLContext ml, int count = 300, int seed = 7)
        => ml.Data.LoadFromEnumerable(
            Points(count, seed).Select(p => new KeyedRow { Features = p.Features, Label = (uint)p.Class }).ToList());
}
