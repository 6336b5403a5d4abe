using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Transfer;

namespace MlPipelines.UnitTests.CustomTrainers.Transfer;

/// <summary>Predictions a batch ahead are those of the rows one by one, in the same order.</summary>
[TestClass]
public sealed class RowsAheadTests
{
    [TestMethod]
    public void Transform_RowsAhead_GivesTheScoresOfTheRows()
    {
        var ml = new MLContext(seed: 1);
        var rows = ColoredImages.Rows(ml, 70, seed: 1);
        var fitted = ml.BinaryClassification.Trainers.ImageTransfer(ColoredImages.Options with { Mode = TransferMode.Probe })
            .Fit(ColoredImages.Rows(ml, 16, seed: 2));
        Assert.IsTrue(fitted.Model.IsBetterInBatches);
        var alone = Scores(fitted.Transform(rows));
        var ahead = fitted.Transform(new RowsAhead(rows, fitted.Model, "Features"));
        var together = Scores(ahead);
        Assert.HasCount(70, together);
        for (var i = 0; i < 70; i++)
            Assert.AreEqual(alone[i], together[i], 1e-3f * Math.Max(1, Math.Abs(alone[i])), $"row {i}");
        CollectionAssert.AreEqual(together, Scores(ahead), "a second pass");
        CollectionAssert.AreEqual(rows.GetColumn<bool>("Label").ToArray(), ahead.GetColumn<bool>("Label").ToArray());
    }

    private static float[] Scores(IDataView predictions) => [.. predictions.GetColumn<float>("Score")];
}
