using Microsoft.Extensions.Time.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>The time of one row where rows take long.</summary>
[TestClass]
public sealed class PredictionTimingTests
{
    /// <summary>Times rows before which time passes where their number, from 1, is one more than a multiple of so many.</summary>
    private static (double Microseconds, TimeSpan Passed, long Read) Measure(int rows, int every, int milliseconds)
    {
        var time = new FakeTimeProvider();
        var (start, read) = (time.GetTimestamp(), 0L);
        var ml = new MLContext(1);
        var data = MatrixDataView.Regression(new SingleMatrix(new float[rows], 1), new float[rows]);
        var scored = ml.Transforms.CopyColumns("Score", "Label").Fit(data).Transform(data);
        var slow = new CancellableView(scored, CancellationToken.None, row: Pass); // behind ML.NET's transform, which reads ahead
        var microseconds = PredictionTiming.MicrosecondsPerRow(
            new TransformerChain<ITransformer>([]), LearningTask.Regression, slow, time);
        return (microseconds, time.GetElapsedTime(start), read);

        void Pass(long row)
        {
            read++;
            if (row % every == 1 % every)
                time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    [TestMethod]
    public void MicrosecondsPerRow_RowsThatTakeLong_EndsEarlyWithTheTimeOfARow()
    {
        var (microseconds, passed, _) = Measure(rows: 10_000, every: 1, milliseconds: 5);

        Assert.AreEqual(5_000, microseconds, 1e-9);
        Assert.IsLessThan(0.6, passed.TotalSeconds, "all rows would take 50 seconds");
    }

    [TestMethod]
    public void MicrosecondsPerRow_RowsThatAreComputedTogether_CountTogether()
    {
        var (microseconds, _, _) = Measure(rows: 1_000, every: 50, milliseconds: 2_500);

        Assert.AreEqual(50_000, microseconds, 1e-9, "the first row takes the time of all 50");
    }

    [TestMethod]
    public void MicrosecondsPerRow_CheapRows_AreAllRead()
    {
        var (microseconds, _, read) = Measure(rows: 20_000, every: int.MaxValue, milliseconds: 0);

        Assert.AreEqual(0, microseconds);
        Assert.AreEqual(3 * 20_000, read);
    }
}
