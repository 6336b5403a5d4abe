using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Data.Tables;
using static MlPipelines.UnitTests.Comparisons.Commands.CommandRun;

namespace MlPipelines.UnitTests.Comparisons.Commands;

/// <summary>Runs of suites on tables of the user's.</summary>
[TestClass]
public sealed class TableRunTests
{
    [TestMethod]
    public void Invoke_SuiteOnACsvFile_RunsOnItsRows()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "plane.csv",
            "a,city,b,target\n"
                + string.Concat(
                    Enumerable.Range(0, 200).Select(
                        i => $"{i % 20},{(i % 3 == 0 ? "Bern" : "Rome")},{i % 7},{(2.5 * (i % 20)) - (i % 7) + (i % 3 == 0 ? 4 : 0)}\n")));
        var suite = folder.Write("plane.json", """
            { "name": "plane", "experiments": [ { "name": "fit", "data": { "csv": "plane.csv", "label": "target" }, "seeds": 1,
              "trainRows": 100,
              "learners": [ { "kind": "linear-regression", "name": "linear" }, { "kind": "mlp", "name": "net",
                "settings": { "epochs": 5 } } ] } ] }
            """);

        var outcome = Invoke("run", suite, "--out", folder["run"], "--save-models");

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(outcome.Error, "data plane: 100 to train, 30 to validate, 30 to test");
        StringAssert.Contains(File(folder, "run", "metrics.csv"), ",plane,linear,1,test,rmse,");
        CollectionAssert.AreEquivalent(
            new[] { "trial-1.zip", "trial-2.zip" },
            Directory.GetFiles(Path.Combine(folder["run"], "models")).Select(Path.GetFileName).ToArray());

        folder.Write("new.csv", "city,b,a\nBern,3,10\nRome,3,10\nOslo,3,10\n");
        var predicted = Invoke("predict", "--model", Path.Combine(folder["run"], "models", "trial-1.zip"), folder["new.csv"]);
        Assert.AreEqual(ExitCode.Success, predicted.ExitCode, predicted.Error);
        double[] values = [.. predicted.Output.TrimEnd().Split('\n').Select(line => (double)JsonNode.Parse(line)!["value"]!)];
        Assert.AreEqual(26, values[0], 0.5);
        Assert.AreEqual(22, values[1], 0.5);
        CollectionAssert.AreEqual(
            new[] { false, false, true }, predicted.Output.TrimEnd().Split('\n')
                .Select(line => line.EndsWith(",\"unknown\":[\"city\"]}", StringComparison.Ordinal)).ToList());
    }

    [TestMethod]
    public void Invoke_SuiteWithFolds_TestsOnAllRowsAndComparesLearners()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "wave.csv", "a,b,kind\n"
                + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 20},{i % 7},{(((i % 20) / 4) + (i % 7)) % 2}\n")));
        var suite = folder.Write("wave.json", """
            { "name": "wave", "experiments": [ { "name": "fit", "data": { "csv": "wave.csv", "folds": 5 }, "compare": "mcc",
              "learners": [ { "kind": "lbfgs-logistic-regression", "name": "linear" }, { "kind": "boosted-trees", "name": "trees",
                "settings": { "trees": 20, "leaf-rows": 1, "rate": 0.1, "row-fraction": 1, "split-feature-fraction": 1 } } ] } ] }
            """);

        var outcome = Invoke("run", suite, "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Success, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(outcome.Error, "    kind: label, number 0 to 1, 2 values: '0', '1'\n");
        StringAssert.Contains(outcome.Error, "    5 folds: each tests on rows that the others train on\n");
        StringAssert.Contains(outcome.Error, "data wave: 144 to train, 16 to validate, 40 to test");
        StringAssert.Contains(outcome.Error, "] fit: linear, fold 1 of 5: test ");
        StringAssert.Contains(outcome.Output, "learner  folds  ");
        StringAssert.Contains(outcome.Output, "Mean ± standard deviation over folds. ");
        Assert.DoesNotContain("seed", outcome.Output);
        StringAssert.Contains(
            outcome.Output,
            "Compared by test mcc (higher is better), corrected resampled t-test over folds, level 0.95:\n  trees better than linear: +");
        var comparisons = File(folder, "run", "comparisons.csv").TrimEnd().Split('\n');
        Assert.AreEqual("experiment,measure,first,second,evidence,difference,low,high,p,better", comparisons[0]);
        StringAssert.StartsWith(comparisons[1], "wave/fit,test mcc,linear,trees,");
        StringAssert.EndsWith(comparisons[1], ",trees");
        Assert.HasCount(
            5, JsonNode.Parse(File(folder, "run", "run.json"))!["dataSets"]!.AsArray().Select(data => (string?)data!["sha256"]).Distinct()
                .ToList());

        var folds = File(folder, "run", "folds/fit.csv").TrimEnd().Split('\n');
        Assert.AreEqual("row,fold", folds[0]);
        CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), folds[1..].Select(line => int.Parse(line.Split(',')[0])).ToArray());
        for (var fold = 0; fold < 5; fold++)
        {
            var options = new CsvOptions { Fold = new CsvFold(fold, 5) };
            var test = CsvData.Load(folder["wave.csv"], options).DataSet.Test!;
            int[] expected = [.. Enumerable.Range(0, test.RowCount).Select(test.RowNumber)];
            int[] written = [.. Enumerable.Range(0, 200).Where(row => folds[1 + row] == $"{row},{fold}")];
            CollectionAssert.AreEqual(expected, written, $"fold {fold}");
        }

        var again = Invoke("run", suite, "--out", folder["run"], "--resume");
        Assert.AreEqual(ExitCode.Success, again.ExitCode, again.Error);
        StringAssert.Contains(again.Error, "10 of 10 trials are finished");
    }

    [TestMethod]
    public void Invoke_ExperimentWithoutItsData_FailsAndTheOthersRun()
    {
        using var folder = new TemporaryFolder();
        var suite = folder.Write(
            "two.json",
            SmallSuite.Replace("\"experiments\": [", """
                "experiments": [ { "name": "gone", "data": { "csv": "gone.csv" }, "seeds": 2, "learners": [ { "kind": "mlp" } ] },
                """));

        var outcome = Invoke("run", suite, "--out", folder["run"]);

        Assert.AreEqual(ExitCode.TrialFailed, outcome.ExitCode, outcome.Error);
        var why = $"There is no file {folder["gone.csv"]}.";
        var rows = File(folder, "run", "trials.csv").TrimEnd().Split('\n');
        Assert.HasCount(1 + 6, rows);
        Assert.AreEqual(2, rows.Count(row => row.Contains($"DataNotFoundException: {why}", StringComparison.Ordinal)));
        StringAssert.Contains(outcome.Output, $"small/gone has trials that failed, for their data cannot be prepared: {why}");
        StringAssert.Contains(outcome.Output, "mlp failed in 2 of 2 seeds: it has no figures.");
        StringAssert.Contains(File(folder, "run", "summary.txt"), "small/map");
        Assert.AreEqual(2, (int?)JsonNode.Parse(File(folder, "run", "run.json"))!["trials"]!["failed"]);

        folder.Write("gone.csv", "a,kind\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"{i % 9},{"xyz"[i % 3]}\n")));
        var again = Invoke("run", suite, "--out", folder["run"], "--resume");
        Assert.AreEqual(ExitCode.Success, again.ExitCode, again.Error);
    }

    [TestMethod]
    public void Invoke_TableOfManyColumns_TellsLabelTaskAndAMajorityThatIsTrue()
    {
        using var folder = new TemporaryFolder();
        var names = string.Join(',', Enumerable.Range(0, 50).Select(i => $"x{i}"));
        var values = string.Join(',', Enumerable.Range(0, 50));
        string Table(Func<int, string> label) => $"{names},y\n"
            + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i}{values[1..]},{label(i)}\n"));
        string Suite(string kind) => $$"""
            { "name": "wide", "experiments": [ { "name": "e", "data": "wide.csv", "seeds": 1,
              "learners": [ { "kind": "{{kind}}", "settings": { "trees": 1 } } ] } ] }
            """;
        var suite = folder.Write("wide.json", Suite("boosted-trees"));

        folder.Write("wide.csv", Table(i => $"{i}.5"));
        var regression = Invoke("run", suite, "--out", folder["one"]).Error;
        folder.Write("wide.csv", Table(i => i % 10 == 0 ? "no" : "yes"));
        var binary = Invoke("run", suite, "--out", folder["two"]).Error;

        StringAssert.Contains(regression, "    and 11 columns more\n    y: label, number 0.5 to 99.5");
        StringAssert.Contains(regression, "    task: regression, the numbers of 'y' are learned\n");
        StringAssert.Contains(binary, "    task: binary, whether 'y' is ");
        StringAssert.Contains(binary, " is the more common one: f1, auprc and what else is of the true class say little of ");
    }

    /// <summary>The task of a table is known once it is read: what does not fit is then refused, and nothing is trained.</summary>
    [TestMethod]
    public void Invoke_LearnerThatDoesNotFitTheTaskOfATable_ExitsWith2AndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kinds.csv", "a,kind\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"{i % 9},{"xyz"[i % 3]}\n")));
        var suite = folder.Write("kinds.json", """
            { "name": "kinds", "experiments": [ { "name": "e", "data": "kinds.csv", "compare": "rmse",
              "learners": [ { "kind": "linear-regression", "name": "linear" }, { "kind": "mlp" } ] } ] }
            """);

        var outcome = Invoke("run", suite, "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Usage, outcome.ExitCode, outcome.Error);
        StringAssert.Contains(
            outcome.Error, "the learner 'linear' is of the kind linear-regression, which learns regression; the task of ");
        StringAssert.Contains(outcome.Error, "compare is about rmse; ");
        Assert.IsFalse(Directory.Exists(folder["run"]));
    }

    /// <summary>Two rows cannot have three classes: the error is about the table and its suite file, not about a transform.</summary>
    [TestMethod]
    public void Invoke_ClassWithoutARowToTrainOn_SaysWhatToDoInTheSuiteFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rare.csv", "a,kind\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"{i},{"xyz"[i % 3]}\n")));
        var suite = folder.Write("rare.json", """
            { "name": "rare", "experiments": [ { "name": "e", "data": "rare.csv", "trainRows": 2, "seeds": 1,
              "learners": [ { "kind": "boosted-trees", "settings": { "trees": 1 } } ] } ] }
            """);

        var outcome = Invoke("run", suite, "--out", folder["run"]);

        Assert.AreEqual(ExitCode.Data, outcome.ExitCode);
        StringAssert.Contains(outcome.Error, "' has no row to train on, and ");
        StringAssert.Contains(outcome.Error, "\"split\": \"stratified\", fewer \"folds\" and more \"trainRows\" in the suite file");
        Assert.DoesNotContain("MapValueToKey", outcome.Error);
    }
}
