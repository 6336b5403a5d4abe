using Microsoft.Extensions.Time.Testing;
using MlPipelines.Comparisons.Progress;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.Experiments.Judging;

namespace MlPipelines.UnitTests.Comparisons.Progress;

[TestClass]
public sealed class LineProgressTests
{
    [TestMethod]
    public void Advanced_LongTrials_TakeTurnsInGivingASignOfLife()
    {
        var trials = RunPlan.Create([new("s", "", [ClaimTrials.Experiment(1, [])])]).Trials;
        using var writer = new StringWriter();
        var time = new FakeTimeProvider();
        using (var progress = new LineProgress(writer, TimeSpan.FromMilliseconds(300), time))
        {
            progress.Started(trials[0]);
            progress.Started(trials[1]);
            progress.Advanced(trials[1], new FitProgress(1_200, 4_000, "image"));
            Pass(TimeSpan.FromSeconds(3));
            progress.Stopped(trials[0]);
        }

        var lines = writer.ToString().TrimEnd().Split('\n');
        Pass(TimeSpan.FromSeconds(1));
        Assert.AreEqual("stopped e: net rate=0.1, seed 1", lines[^1]);
        var first = lines.Where(line => line.StartsWith("running e: net rate=0.1, seed 1: ", StringComparison.Ordinal));
        Assert.IsGreaterThanOrEqualTo(2, first.Count());
        Assert.IsTrue(lines.Any(line => line.EndsWith(" s so far", StringComparison.Ordinal)));
        Assert.IsGreaterThanOrEqualTo(2, lines.Count(line => line == "running e: net rate=0.01, seed 1: image 1200 of 4000"));
        Assert.HasCount(lines.Length, writer.ToString().TrimEnd().Split('\n'), "nothing is written after the end");

        void Pass(TimeSpan span)
        {
            for (var step = 0; step < 100; step++)
                time.Advance(span / 100);
        }
    }
}
