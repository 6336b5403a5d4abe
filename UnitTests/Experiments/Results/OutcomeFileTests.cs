using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.UnitTests.Experiments.Results;

[TestClass]
public sealed class OutcomeFileTests
{
    private const string Classes = "numbers of classes from 0 to 16777216 were expected in line ";

    [TestMethod]
    public void Find_WrittenOutcomes_AreTheSame()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, outcomes) in new[]
        {
            ("a/classes.gz", new RowOutcomes(true, [0, 2, 1], [0, 1, float.NaN])),
            ("a/numbers.gz", new RowOutcomes(false, [0.1f, -3e8f], [1.5f, float.Epsilon])),
        })
        {
            var path = Path.Combine(folder.Path, name);
            OutcomeFile.Write(path, outcomes);

            var read = OutcomeFile.Find(path)!;
            Assert.AreEqual(outcomes.AreClasses, read.AreClasses);
            CollectionAssert.AreEqual(outcomes.Labels.ToArray(), read.Labels.ToArray());
            CollectionAssert.AreEqual(outcomes.Predicted.ToArray(), read.Predicted.ToArray());
        }

        Assert.IsNull(OutcomeFile.Find(Path.Combine(folder.Path, "none.gz")));
    }

    [TestMethod]
    public void Find_DamagedFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.gz", "no table");

        var error = Assert.ThrowsExactly<RunFolderException>(() => OutcomeFile.Find(path));
        Assert.AreEqual(RunFolderProblem.Damaged, error.Problem);
        StringAssert.Contains(error.Message, "is not a file of test rows");
    }

    [TestMethod]
    [DataRow("row,class,predicted class\n0,-1,0\n", Classes + "2, found '-1' and '0'")]
    [DataRow("row,class,predicted class\n0,1,0\n1,1,0.5\n", Classes + "3, found '1' and '0.5'")]
    [DataRow("row,class,predicted class\n0,1e20,0\n", Classes + "2, found '1e20' and '0'")]
    [DataRow("row,class,predicted class\n0,NaN,0\n", Classes + "2, found 'NaN' and '0'")]
    [DataRow("row,number,predicted number\n0,x,0\n", "a number was expected in line 2, found 'x'")]
    public void Find_FigureThatIsNone_SaysWhere(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.WriteGzip("bad.csv.gz", System.Text.Encoding.UTF8.GetBytes(text));

        var error = Assert.ThrowsExactly<RunFolderException>(() => OutcomeFile.Find(path));

        Assert.StartsWith($"{path} is not a file of test rows: {expected}. The file is damaged.", error.Message);
    }

    [TestMethod]
    public void Scores_ClassesAndNumbers_AreRightsAndSquaredErrors()
    {
        CollectionAssert.AreEqual(new float[] { 1, 0, 0 }, new RowOutcomes(true, [0, 2, 1], [0, 1, float.NaN]).Scores());
        CollectionAssert.AreEqual(new float[] { 0.25f, 4 }, new RowOutcomes(false, [1, 2], [1.5f, 0]).Scores());
    }
}
