using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>What a network trainer warns of in the context's log.</summary>
[TestClass]
public sealed class TrainingWarningsTests
{
    private static readonly MlpOptions Quick = new() { HiddenLayers = [4], Epochs = 1, Threads = 1, LabelColumnName = "Above" };

    [TestMethod]
    public void Fit_FeaturesOfVeryDifferentSize_AreRemarkedOnce()
    {
        var rows = Curves.Rows(200, 1);
        foreach (var row in rows)
            row.Features[1] *= 10000;

        var warnings = Warnings((ml, data) => ml.BinaryClassification.Trainers.Mlp(Quick with { Epochs = 2 }).Fit(data), rows);

        Assert.HasCount(1, warnings, string.Join(" | ", warnings));
        StringAssert.StartsWith(warnings[0], "The features of column 'Features' are of very different size: slot 1 runs from -");
        StringAssert.Contains(warnings[0], ", slot 0 from -");
        StringAssert.EndsWith(
            warnings[0],
            "A network learns little from the small ones. Bring all to one scale before the trainer: "
            + "Transforms.NormalizeMeanVariance(\"Features\").");
    }

    [TestMethod]
    public void Fit_FeaturesOfLikeSizeOrConstant_AreNot()
    {
        var rows = Curves.Rows(200, 1);
        Assert.IsEmpty(Warnings((ml, data) => ml.BinaryClassification.Trainers.Mlp(Quick).Fit(data), rows));
        foreach (var row in rows)
            row.Features[1] = 1e6f;
        Assert.IsEmpty(Warnings((ml, data) => ml.BinaryClassification.Trainers.Mlp(Quick).Fit(data), rows));
    }

    [TestMethod]
    public void Fit_LossThatStillFalls_SaysSoWithTheOption()
    {
        var options = Quick with
        {
            LabelColumnName = "Label",
            Epochs = 12,
            BatchSize = 200,
            Optimizer = new AdamOptions { LearningRate = 0.01 },
        };

        var warnings = Warnings((ml, data) => ml.Regression.Trainers.Mlp(options).Fit(data), Curves.Rows(200, 1));

        Assert.HasCount(1, warnings, string.Join(" | ", warnings));
        Assert.AreEqual(
            "The training ended after its 12 epochs while the training loss still fell clearly. More epochs (Epochs), or a higher learning "
            + "rate, may give a better network.",
            warnings[0]);
    }

    [TestMethod]
    public void Remark_Histories_AreJudgedByTheirEnd()
    {
        double[] straight = [.. Enumerable.Range(0, 20).Select(i => 1 - 0.03 * i)];
        double[] settled = [.. Enumerable.Range(1, 20).Select(i => 1.0 / i)];
        double[] flat = [.. Enumerable.Range(0, 20).Select(i => 0.5 - 1e-4 * i)];

        Assert.IsNotNull(TrainingEnds.Remark(Result(straight), "validation"));
        Assert.IsNull(TrainingEnds.Remark(Result(straight) with { StoppedEarly = true }, "validation"));
        Assert.IsNull(TrainingEnds.Remark(Result(settled), "validation"));
        Assert.IsNull(TrainingEnds.Remark(Result(flat), "validation"));
        Assert.IsNull(TrainingEnds.Remark(Result([.. straight[..19], straight[17]]), "validation"), "the last epoch was no better");
        Assert.IsNull(TrainingEnds.Remark(Result([1]), "validation"));
        Assert.IsNull(TrainingEnds.Remark(Result([]), "validation"));
        Assert.IsNull(
            TrainingEnds.Remark(Result(straight, "validation", settled), "validation"),
            "the rows that are watched decide, not those of training");
        StringAssert.Contains(
            TrainingEnds.Remark(Result(settled, "other", straight), "other"), "the loss of the other rows");
    }

    private static TrainingResult Result(double[] losses, string monitor = "validation", double[]? monitored = null) => new(
        new TrainingHistory([.. losses.Select((loss, i) => new HistoryEntry(
            i + 1, i + 1, true, 0, 0.1, loss, double.NaN,
            monitored is null ? [] : [new MonitorResult(monitor, monitored[i], double.NaN)]))]),
        losses.Length, losses.Length, 0);

    private static List<string> Warnings(Action<MLContext, IDataView> fit, List<Curves.Row> rows)
    {
        var ml = new MLContext(1);
        var warnings = new List<string>();
        ml.Log += (_, entry) =>
        {
            if (entry.Kind == ChannelMessageKind.Warning)
                warnings.Add(entry.RawMessage);
        };
        fit(ml, ml.Data.LoadFromEnumerable(rows));
        return warnings;
    }
}
