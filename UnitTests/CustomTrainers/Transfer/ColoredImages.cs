using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;

namespace MlPipelines.UnitTests.CustomTrainers.Transfer;

/// <summary>Small noisy images of 16 × 16 pixels: true ones are red above and blue below, false ones the other way round.</summary>
internal static class ColoredImages
{
    public const int Side = 16;

    /// <summary>Rows with the columns <c>Features</c> and <c>Label</c>, in turn false and true.</summary>
    public static IDataView Rows(MLContext ml, int count, int seed) => ml.Data.LoadFromEnumerable(Create(count, seed));

    /// <summary>The options of a quick training on them.</summary>
    public static ImageTransferOptions Options { get; } = new() { ImageSize = 32, BatchSize = 8, Epochs = 1, Threads = 2 };

    public static List<Row> Create(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Row { Label = i % 2 == 1, Features = Draw(i % 2 == 1, random) })];
    }

    private static float[] Draw(bool redAbove, Random random)
    {
        var pixels = new float[3 * Side * Side];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (channel, row) = (i / (Side * Side), i / Side % Side);
            var isRed = row < Side / 2 == redAbove;
            var bright = channel == (isRed ? 0 : 2);
            pixels[i] = random.Next(bright ? 120 : 0, bright ? 256 : 120);
        }

        return pixels;
    }

    public sealed class Row
    {
        [VectorType(3, Side, Side)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
