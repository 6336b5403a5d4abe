using Microsoft.Extensions.Time.Testing;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

[TestClass]
public sealed class EvaluationProgressTests
{
    private sealed class Listener : IProgress<FitProgress>
    {
        public List<FitProgress> Heard { get; } = [];

        public void Report(FitProgress value) => Heard.Add(value);
    }

    [TestMethod]
    public void Of_RowsThatTakeLong_AreToldOnceASecond()
    {
        var listener = new Listener();
        var rows = SmallData.Create().Test!;
        var time = new FakeTimeProvider();
        var view = new CancellableView(rows, CancellationToken.None, row: EvaluationProgress.Of(listener, "test", rows, time));

        using var cursor = view.GetRowCursor(rows.Schema);
        for (var row = 1; cursor.MoveNext(); row++)
        {
            if (row is 20 or 40)
                time.Advance(TimeSpan.FromMilliseconds(1_050));
        }

        CollectionAssert.AreEqual(
            new[]
            {
                new FitProgress(21, SmallData.Rows, "evaluation: test row"), new FitProgress(41, SmallData.Rows, "evaluation: test row"),
            },
            listener.Heard);
        Assert.IsNull(EvaluationProgress.Of(null, "test", rows));
    }
}
