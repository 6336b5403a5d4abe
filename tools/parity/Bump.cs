using System.Globalization;
using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Parity;

/// <summary>
/// The regression of bump.py on this side: writes the rows, and the test error of the linear baseline and of networks for five seeds.
/// </summary>
internal static class Bump
{
    private const int Seeds = 5;
    private const string Network = "hidden=128-64 optimizer=adam rate=0.01 weight-decay=1e-05 epochs=200 monitor=none";

    /// <summary>
    /// Writes <c>train-N.csv</c> and <c>test.csv</c> into the folder, and prints a line <c>name error error …</c> for each learner.
    /// </summary>
    public static void Run(string folder)
    {
        foreach (var (rows, batch) in new[] { (100, 10), (1000, 100) })
        {
            var data = DataSets.Load("bump", new DataSetOptions { TrainRows = rows, ValidationRows = 1, TestRows = 2000 })
                with
            { Validation = null };
            Write(data.Train, Path.Combine(folder, $"train-{rows}.csv"));
            Write(data.Test!, Path.Combine(folder, "test.csv"));
            var harness = new MetricsHarness(data);
            Print($"linear-{rows}", harness, "linear-regression", "");
            Print($"network-{rows}", harness, "mlp", $"{Network} batch={batch}");
        }
    }

    private static void Print(string name, MetricsHarness harness, string kindName, string settings)
    {
        if (!LearnerCatalog.Own.TryFind(kindName, out var kind)) throw new InvalidOperationException(kindName);
        var learner = kind.Create(LearningTask.Regression, name, Settings.Parse(settings));
        var errors = Enumerable.Range(1, Seeds).Select(seed =>
        {
            var result = harness.Run(learner, new TrialRequest { Seed = seed, Threads = 1 });
            return result.Find(Split.Test, Metric.Rmse) ?? throw new InvalidOperationException(result.Error);
        });
        Console.WriteLine($"{name} {string.Join(' ', errors.Select(error => error.ToString("R", CultureInfo.InvariantCulture)))}");
    }

    private static void Write(MatrixDataView rows, string path)
    {
        using var cursor = rows.GetRowCursor(rows.Schema);
        var features = cursor.GetGetter<Microsoft.ML.Data.VBuffer<float>>(rows.Schema["Features"]);
        var label = cursor.GetGetter<float>(rows.Schema["Label"]);
        using var writer = new StreamWriter(path);
        Microsoft.ML.Data.VBuffer<float> x = default;
        float y = 0;
        while (cursor.MoveNext())
        {
            features(ref x);
            label(ref y);
            writer.WriteLine(
                string.Join(',', x.DenseValues().Append(y).Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        }
    }
}
