namespace MlPipelines.Endurance.Works;

/// <summary>Made rows whose class is the quadrant of two sums.</summary>
internal static class Rows
{
    public const int Classes = 4;

    /// <summary>[rows, columns] features, row-major, and [rows] labels.</summary>
    public static (float[] Features, int[] Labels) Make(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var features = new float[rows * columns];
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var (a, b) = (0f, 0f);
            for (var column = 0; column < columns; column++)
            {
                var value = random.NextSingle() - 0.5f;
                features[row * columns + column] = value;
                if (column % 2 == 0) a += value;
                else b += value * value - 1f / 12;
            }

            labels[row] = (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0);
        }

        return (features, labels);
    }
}
