using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>The time of one row where rows take long.</summary>
[TestClass]
public sealed class PredictionTimingTests
{
    /// <summary>Times rows that come after a sleep where their number, from 1, is one more than a multiple of so many.</summary>
    private static double Measure(int rows, int every, int milliseconds)
    {
        var ml = new MLContext(1);
        var data = MatrixDataView.Regression(new SingleMatrix(new float[rows], 1), new float[rows]);
        var scored = ml.Transforms.CopyColumns("Score", "Label").Fit(data).Transform(data);
        var slow = new CancellableView(scored, CancellationToken.None, row: Sleep); // behind ML.NET's transform, which reads ahead
        return PredictionTiming.MicrosecondsPerRow(new TransformerChain<ITransformer>([]), LearningTask.Regression, slow);

        void Sleep(long row)
        {
            if (row % every == 1 % every)
                Thread.Sleep(milliseconds);
        }
    }

    [TestMethod]
    public void MicrosecondsPerRow_RowsThatTakeLong_EndsEarlyWithTheTimeOfARow()
    {
        var clock = Stopwatch.StartNew();

        var time = Measure(rows: 10_000, every: 1, milliseconds: 5);

        Assert.IsGreaterThanOrEqualTo(5_000, time);
        Assert.IsLessThan(20, clock.Elapsed.TotalSeconds, "all rows would take 50 seconds");
    }

    [TestMethod]
    public void MicrosecondsPerRow_RowsThatAreComputedTogether_CountTogether()
    {
        var time = Measure(rows: 1_000, every: 50, milliseconds: 2_500);

        Assert.IsGreaterThanOrEqualTo(50_000, time);
        Assert.IsLessThan(60_000, time, "the first row takes the time of all 50");
    }

    [TestMethod]
    public void MicrosecondsPerRow_CheapRows_AreAllRead()
    {
        Assert.IsLessThan(1_000, Measure(rows: 20_000, every: int.MaxValue, milliseconds: 0));
    }
}
