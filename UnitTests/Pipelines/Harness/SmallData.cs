using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

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

    /// <summary>Left or right of a line, with some noise.</summary>
    public static DataSet Binary() => Create() with
    {
        Name = "sides",
        Task = LearningTask.Binary,
        Train = Plane(seed: 1, (features, labels) => MatrixDataView.Binary(features, [.. labels.Select(label => label > 0)])),
        Validation = Plane(seed: 2, (features, labels) => MatrixDataView.Binary(features, [.. labels.Select(label => label > 0)])),
        Test = Plane(seed: 3, (features, labels) => MatrixDataView.Binary(features, [.. labels.Select(label => label > 0)])),
        ClassNames = ["left", "right"],
    };

    /// <summary>A plane over the square, with some noise.</summary>
    public static DataSet Regression() => Create() with
    {
        Name = "plane",
        Task = LearningTask.Regression,
        Train = Plane(seed: 1, (features, labels) => MatrixDataView.Regression(features, labels)),
        Validation = Plane(seed: 2, (features, labels) => MatrixDataView.Regression(features, labels)),
        Test = Plane(seed: 3, (features, labels) => MatrixDataView.Regression(features, labels)),
        ClassNames = [],
    };

    private static MatrixDataView Plane(int seed, Func<FeatureMatrix, float[], MatrixDataView> view)
    {
        const int Count = 200;
        var random = new Random(seed);
        var features = new float[2 * Count];
        var labels = new float[Count];
        for (var row = 0; row < Count; row++)
        {
            float x = (float)(random.NextDouble() - 0.5), y = (float)(random.NextDouble() - 0.5);
            (features[2 * row], features[(2 * row) + 1]) = (x, y);
            labels[row] = (3 * x) - (2 * y) + (float)(0.2 * (random.NextDouble() - 0.5));
        }

        return view(new SingleMatrix(features, 2), labels);
    }

    private static MatrixDataView Cloud(int seed, float shift)
    {
        var random = new Random(seed);
        var features = new float[2 * Rows];
        var classes = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            classes[row] = row % 3;
            var angle = 2 * Math.PI * classes[row] / 3;
            features[2 * row] = (float)(100 + (10 * Math.Cos(angle)) + (3 * random.NextDouble())) + (shift * 100);
            features[(2 * row) + 1] = (float)((0.1 * Math.Sin(angle)) + (0.03 * random.NextDouble()));
        }

        return MatrixDataView.Multiclass(new SingleMatrix(features, 2), classes);
    }
}
