using MlPipelines.Data;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>Three clouds of points in the plane; validation and test rows lie further right than the training rows.</summary>
internal static class SmallData
{
    public const int Rows = 60;
    public const float Shift = 0.25f;

    public static DataSet Create() => new()
    {
        Name = "clouds",
        Title = "Clouds",
        Description = "Three clouds of points.",
        Task = LearningTask.Multiclass,
        Source = new DataSource(DataOrigin.Generated, "a test"),
        Train = Cloud(seed: 1, shift: 0),
        Validation = Cloud(seed: 2, Shift),
        Test = Cloud(seed: 3, Shift),
        ClassNames = ["a", "b", "c"],
    };

    private static MatrixDataView Cloud(int seed, float shift)
    {
        var random = new Random(seed);
        var features = new float[2 * Rows];
        var classes = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            classes[row] = row % 3;
            double angle = 2 * Math.PI * classes[row] / 3;
            features[2 * row] = (float)(100 + (10 * Math.Cos(angle)) + (3 * random.NextDouble())) + (shift * 100);
            features[(2 * row) + 1] = (float)((0.1 * Math.Sin(angle)) + (0.03 * random.NextDouble()));
        }

        return MatrixDataView.Multiclass(new SingleMatrix(features, 2), classes);
    }
}
