using Microsoft.ML;
using MlPipelines.Conform;
using MlPipelines.Conformance;
using MlPipelines.Conformance.Model;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>What the checks say, and what they refuse.</summary>
[TestClass]
public sealed class EstimatorConformanceTests
{
    [TestMethod]
    public void Check_ChosenChecks_GivesARowForEachInOrderAndTellsAtOnce()
    {
        var told = new List<ConformanceRow>();
        var options = Planting.Promises with { Checks = ["no-rows", "save-load"], Progress = new Told(told) };

        var report = EstimatorConformance.Check(Planting.Linear, ConformanceTask.Regression, options);

        CollectionAssert.AreEqual(new[] { "save-load", "no-rows" }, report.Rows.Select(row => row.Check.Name).ToList());
        CollectionAssert.AreEqual(report.Rows.ToList(), told);
        Assert.AreEqual(ConformanceOutcome.Passed, report.Rows[0].Outcome);
        Assert.AreEqual(ConformanceOutcome.Refused, report.Rows[1].Outcome);
        Assert.AreEqual("The training data has no rows.", report.Rows[1].Detail);
        StringAssert.EndsWith(report.ToString(), "1 passed, 1 refused, 0 failed, 0 do not apply.");
        report.ThrowIfFailed();
    }

    /// <summary>The example of the page, and its line in the page's table.</summary>
    [TestMethod]
    public void Check_StockTrainer_FailsWhatThePageSays()
    {
        var page = Path.Combine(FolderGraph.House.Find(AppContext.BaseDirectory).Root, "docs", "conformance.md");
        var line = File.ReadLines(page).Single(line => line.StartsWith("| binary/LbfgsLogisticRegression |", StringComparison.Ordinal));
        var trainer = StockTrainers.All.Single(trainer => trainer.Name == "binary/LbfgsLogisticRegression");

        var report = EstimatorConformance.Check(
            (ml, columns) => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(columns.Label, columns.Features, columns.Weight),
            ConformanceTask.Binary, trainer.Options with { TimeLimit = TimeSpan.FromMinutes(2) });

        Assert.AreEqual(
            line,
            $"| {trainer.Name} | {report.Count(ConformanceOutcome.Passed)} | {report.Count(ConformanceOutcome.Refused)} | "
            + $"{report.Count(ConformanceOutcome.Failed)} | {report.Count(ConformanceOutcome.DoesNotApply)} | "
            + $"{string.Join(", ", report.Failed.Select(row => $"`{row.Check.Name}`"))} |");
    }

    [TestMethod]
    public void Check_FitThatFails_HindersTheOthers()
    {
        var options = Planting.Promises with { Checks = ["save-load", "fit"] };

        var report = EstimatorConformance.Check(
            (_, _) => throw new InvalidOperationException("There is no such trainer."), ConformanceTask.Regression, options);

        Assert.AreEqual("InvalidOperationException: There is no such trainer.", report.Rows[0].Detail);
        Assert.AreEqual(ConformanceOutcome.DoesNotApply, report.Rows[1].Outcome);
        Assert.AreEqual("The check fit failed.", report.Rows[1].Detail);
        Assert.AreEqual(
            "1 of 2 checks failed.\nfit: A fit on good rows ends, and what it predicts is finite. "
            + "InvalidOperationException: There is no such trainer.",
            Assert.ThrowsExactly<ConformanceException>(report.ThrowIfFailed).Message);
        StringAssert.StartsWith(report.ToString(), "fit        FAILED");
    }

    [TestMethod]
    public void Checks_Names_AreDifferentAndEachSaysWhatItExpects()
    {
        CollectionAssert.AllItemsAreUnique(EstimatorConformance.Checks.Select(check => check.Name).ToList());
        foreach (var check in EstimatorConformance.Checks)
            StringAssert.EndsWith(check.Expectation, ".");
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefused()
    {
        StringAssert.StartsWith(Error(new() { Rows = 19 }), "Rows must be at least 20; found 19.");
        StringAssert.StartsWith(Error(new() { RowsToPredict = 9 }), "RowsToPredict must be at least 10; found 9.");
        StringAssert.StartsWith(Error(new() { Features = 0 }), "Features must be at least 1; found 0.");
        StringAssert.StartsWith(Error(new() { Classes = 2 }), "Classes must be at least 3; found 2.");
        StringAssert.StartsWith(Error(new() { Threads = 1 }), "Threads must be at least 2; found 1.");
        StringAssert.StartsWith(Error(new() { Tolerance = double.NaN }), "Tolerance must be finite and at least 0; found NaN.");
        StringAssert.StartsWith(Error(new() { TimeLimit = TimeSpan.Zero }), "TimeLimit must be above 0 and below 24 days");
        StringAssert.StartsWith(Error(new() { Checks = ["fitt"] }), "There is no check 'fitt' in Checks; the checks are fit, ");

        static string Error(ConformanceOptions options) => Assert.Throws<ArgumentException>(
            () => EstimatorConformance.Check(Planting.Linear, ConformanceTask.Regression, options)).Message;
    }

    private sealed class Told(List<ConformanceRow> rows) : IProgress<ConformanceRow>
    {
        public void Report(ConformanceRow value) => rows.Add(value);
    }
}
