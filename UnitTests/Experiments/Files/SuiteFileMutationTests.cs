using System.Text;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Numerics.Randomness;
using MlPipelines.UnitTests.Comparisons.Commands;

namespace MlPipelines.UnitTests.Experiments.Files;

/// <summary>Damaged suite files: whatever is in them, the error is a <see cref="SuiteException"/>.</summary>
[TestClass]
public sealed class SuiteFileMutationTests
{
    private const string Rich = """
        { "name": "rich", "title": "t", "experiments": [ { "name": "e", "question": "q", "data": { "csv": "a.csv", "label": "l",
          "task": "multiclass", "types": { "a": "number" }, "ignore": ["b"], "folds": 5, "splitSeed": 3 }, "compare": "mcc", "testRows": 9,
          "learners": [ { "kind": "mlp", "name": "net", "settings": { "hidden": [8, 4], "drop-last": true, "batch": 16 } },
            { "kind": "boosted-trees", "name": "trees", "settings": { "trees": 5 } } ],
          "sweep": [ [ { "rate": 0.1 }, { "label": "slow", "settings": { "rate": 1e-3 } } ] ], "quick": { "seeds": 1, "trainRows": null },
          "choices": [ { "name": "the best", "measure": "validation accuracy", "candidates": ["net slow"], "lowest": false } ],
          "claims": [ { "kind": "within", "text": "c", "learner": "the best", "measure": { "kind": "logarithm", "of": "fit-seconds",
            "least": 0.1 }, "low": 0 } ],
          "map": { "grid": { "left": 0, "right": 1, "bottom": 0, "top": 1, "columns": 4, "rows": 4 }, "seeds": 1,
            "learners": ["net slow"] },
          "pictures": [ { "kind": "bars", "name": "b", "measure": "test accuracy" }, { "kind": "curves", "name": "c", "metric": "loss",
            "splits": ["train"] }, { "kind": "against-setting", "name": "s", "measure": "parameters", "settings": ["rate"] } ] },
          { "name": "check", "study": "gradient-check" } ] }
        """;

    [TestMethod]
    public void Read_Mutations_GiveASuiteOrASuiteException()
    {
        using var folder = new TemporaryFolder();
        var random = new Xoshiro256(20_261);
        var planned = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var text = JsonMutations.Mutated(i % 2 == 0 ? Rich : CommandRun.SmallSuite, random);
            try
            {
                RunPlan.Create([SuiteFile.Read(folder.Write("suite.json", text))]);
                planned++;
            }
            catch (SuiteException)
            {
                // what a damaged file is to give
            }
            catch (Exception exception)
            {
                Assert.Fail($"mutation {i} gave {exception}\n{text}");
            }
        }

        Assert.IsGreaterThan(20, planned, "some mutations change nothing that matters");
    }

    [TestMethod]
    [DataRow("\"\\ud800\"", "experiments[0].question has a text with half of a letter, a \\u escape whose second half is missing.")]
    public void Read_HalfOfALetter_SaysWhere(string question, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", CommandRun.SmallSuite.Replace("\"Does it run?\"", question, StringComparison.Ordinal));

        StringAssert.StartsWith(
            Assert.ThrowsExactly<SuiteException>(() => SuiteFile.Read(path)).Message, $"The suite file {path}: {expected}");
    }

    [TestMethod]
    public void Read_ByteOrderMark_IsSkippedAndOtherEncodingsAreNamed()
    {
        using var folder = new TemporaryFolder();
        byte[] Of(Encoding encoding) => [.. encoding.Preamble, .. encoding.GetBytes(CommandRun.SmallSuite)];
        string Error(byte[] bytes) =>
            Assert.ThrowsExactly<SuiteException>(() => SuiteFile.Read(folder.Write("other.json", bytes))).Message;
        var other = $"The suite file {folder["other.json"]} is";

        Assert.AreEqual("small", SuiteFile.Read(folder.Write("bom.json", Of(Encoding.UTF8))).Name);
        const string Wide = " in UTF-16 or UTF-32; expected UTF-8. Save it as UTF-8.";
        Assert.AreEqual(other + Wide, Error(Of(Encoding.Unicode)));
        Assert.AreEqual(other + Wide, Error(Of(Encoding.BigEndianUnicode)));
        Assert.AreEqual(other + Wide, Error(Of(new UnicodeEncoding(bigEndian: false, byteOrderMark: false))));
        Assert.AreEqual(
            $"{other} not in UTF-8: byte 3 begins no letter. Save it as UTF-8.", Error([.. "{\""u8, 0xE9, .. "\": 1}"u8]));
    }

    [TestMethod]
    public void Read_DeepNesting_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", new string('[', 100_000) + new string(']', 100_000));

        StringAssert.StartsWith(
            Assert.ThrowsExactly<SuiteException>(() => SuiteFile.Read(path)).Message, $"The suite file {path} is not JSON: ");
    }
}
