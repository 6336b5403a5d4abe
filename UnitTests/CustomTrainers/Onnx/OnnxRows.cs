using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>Seeded rows with numbers, missing values, texts and labels of the three tasks.</summary>
internal static class OnnxRows
{
    public const int Width = 5;
    public const int Side = 8;

    private static readonly string[] Colours = ["red", "green", "blue", "grey", "black"];
    private static readonly string[] Classes = ["low", "middle", "high"];

    internal sealed class Row
    {
        [VectorType(Width)]
        public float[] Features { get; set; } = [];

        /// <summary>As Features, a fifth of them missing.</summary>
        [VectorType(Width)]
        public float[] Gaps { get; set; } = [];

        [VectorType(3, Side, Side)]
        public float[] Pixels { get; set; } = [];

        public string Colour { get; set; } = "";

        /// <summary>Numbers of 0 to 59, a tenth of them missing.</summary>
        public float Shop { get; set; }

        public string Class { get; set; } = "";

        public bool Truth { get; set; }

        public float Number { get; set; }
    }

    public static IDataView Load(MLContext ml, int count, int seed) => ml.Data.LoadFromEnumerable(Make(count, seed));

    public static List<Row> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Make(random))];
    }

    private static Row Make(Random random)
    {
        float[] x = [.. Enumerable.Range(0, Width).Select(i => (float)(random.NextDouble() + random.NextDouble() - 1) * (1 + (3 * i)))];
        var colour = random.Next(Colours.Length);
        var shop = random.Next(60);
        var sum = x[0] + (0.3 * x[1]) + (0.1 * x[2] * x[0]) + (colour == 1 ? 0.8 : 0) + (shop % 3 == 0 ? 0.7 : 0)
            + (0.2 * random.NextDouble());
        return new Row
        {
            Features = x,
            Gaps = [.. x.Select(value => random.Next(5) == 0 ? float.NaN : value)],
            Pixels = [.. Enumerable.Range(0, 3 * Side * Side).Select(_ => (float)random.NextDouble() * (sum > 0.5 ? 255 : 180))],
            Colour = Colours[colour],
            Shop = random.Next(10) == 0 ? float.NaN : shop,
            Class = Classes[sum < 0 ? 0 : sum < 0.8 ? 1 : 2],
            Truth = sum > 0.4,
            Number = (float)(1000 + (250 * sum)),
        };
    }
}
