using System.Globalization;
using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines;
using static MlPipelines.UnitTests.Comparisons.Commands.CommandRun;

namespace MlPipelines.UnitTests.Comparisons.Commands;

/// <summary>The command that compares learners on a table of the user's.</summary>
[TestClass]
public sealed class CompareCommandTests
{
    [TestMethod]
    public void Compare_NumbersThatAreLinear_TakesTheLinearModelAndSavesIt()
    {
        using var folder = new TemporaryFolder();
        var table = Plane(folder);

        var outcome = Invoke(
            "compare", table, "--learners", "constant", "--learners", "linear-regression", "--learners", "fast-tree", "--out",
            folder["run"]);

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(
            outcome.Error,
            $"{table}: 200 rows, 3 columns of features. target is a number; it is the last column, --label NAME takes another.");
        var answer = File(folder, "run", "answer.txt");
        StringAssert.StartsWith(answer, "Answer: linear-regression predicts target best, and better than each other learner.");
        StringAssert.Contains(answer, "Worse than it: fast-tree ");
        StringAssert.Contains(answer, "So there is something to learn.");
        Assert.DoesNotContain("E+", answer, "thousands are written out");
        StringAssert.Contains(outcome.Output, answer.TrimEnd().Replace("\r\n", "\n"));

        // The lines of C# that the answer ends with.
        using var predictor = TrainedPipeline.Load(Path.Combine(folder["run"], "model.zip")).CreateRecordPredictor();
        var record = answer.Split("PredictJson(\"\"\"")[1].Split("\"\"\"")[0];
        Assert.AreEqual("0", (string?)JsonNode.Parse(record)!["a"]);
        Assert.AreEqual(4000, predictor.PredictJson(record).Value!.Value, 10);
    }

    [TestMethod]
    public void Compare_Classes_RunsTheUsualLearnersWithinTheBudget()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write(
            "wave.csv", "kind,a,b\n" + string.Concat(Enumerable.Range(0, 240).Select(
                i => $"{(((i % 20) / 4) + (i % 7)) % 2},{i % 20},{i % 7}\n")));

        var outcome = Invoke("compare", table, "--label", "kind", "--quick", "--folds", "2", "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(outcome.Error, "kind is one of two classes, '0' and '1' (which is true).");
        var trials = File(folder, "run", "trials.csv");
        foreach (var learner in new[] { "constant", "linear", "MLP", "RealMLP", "boosted trees", "FastTree" })
            StringAssert.Contains(trials, $",{learner},");
        Assert.DoesNotContain("TabM", trials);
        StringAssert.Contains(trials, "try=leaves:6/leaves:50;leaf-rows:3/");
        StringAssert.Contains(File(folder, "run", "tries.csv"), ",boosted trees,1,leaf-rows=3");
        StringAssert.Contains(File(folder, "run", "answer.txt"), " settings in each of its folds; validation rows chose ");
        StringAssert.Contains(File(folder, "run", "answer.txt"), "Its test log-loss is ");
    }

    [TestMethod]
    public void Compare_TestFile_TestsOnItsRows()
    {
        using var folder = new TemporaryFolder();
        var table = Plane(folder);
        var test = folder.Write("later.csv", "a,city,b,target\n" + string.Concat(Enumerable.Range(0, 30).Select(i => Line(i + 3))));

        var outcome = Invoke(
            "compare", table, "--test", test, "--folds", "2", "--learners", "constant", "--learners", "linear-regression", "--out",
            folder["run"]);

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(outcome.Error, "30 to test");
    }

    [TestMethod]
    public void Compare_WhatMakesNoSense_IsRefusedInTheWordsOfItsOptions()
    {
        using var folder = new TemporaryFolder();
        var table = Plane(folder);
        (string[] Arguments, int Code, string Error)[] cases =
        [
            (["nowhere.csv"], ExitCode.Usage, "compare nowhere.csv: there is no such file."),
            ([folder["."]], ExitCode.Data, "expected pictures in one folder per class, found no file with a picture's extension"),
            ([table, "--label", "price"], ExitCode.Data, "price"),
            (
                [table, "--learners", "forest"], ExitCode.Usage,
                "--learners forest: there is no such kind of learner. There are linear, constant, "),
            ([table, "--folds", "1"], ExitCode.Usage, "--folds 1: expected a whole number from 2 to "),
            ([table, "--budget", "0"], ExitCode.Usage, "--budget 0: expected a number above 0."),
            ([table, "--task", "guess"], ExitCode.Usage, "--task guess: expected "),
            ([table, "--learners", "lbfgs-maximum-entropy"], ExitCode.Usage, "regression"),
            ([table, "--time", "x1", "--group", "x2"], ExitCode.Usage, "--time and --group each say which rows are tested on"),
            ([table, "--fold-column", "fold"], ExitCode.Usage, "--fold-column fold: "),
        ];
        foreach (var (arguments, code, error) in cases)
        {
            var outcome = Invoke(["compare", .. arguments, "--out", folder["run"]]);
            Assert.AreEqual(code, outcome.ExitCode, outcome.Error);
            StringAssert.Contains(outcome.Error, error);
        }

        Assert.IsFalse(Directory.Exists(folder["run"]));
    }

    private static string Plane(TemporaryFolder folder) => folder.Write(
        "plane.csv", "a,city,b,target\n" + string.Concat(Enumerable.Range(0, 200).Select(Line)));

    private static string Line(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{i % 20},{(i % 3 == 0 ? "Bern" : "Rome")},{i % 7},{1000 * ((2.5 * (i % 20)) - (i % 7) + (i % 3 == 0 ? 4 : 0))}\n");
}
