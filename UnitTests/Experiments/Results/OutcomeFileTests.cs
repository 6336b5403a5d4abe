using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.UnitTests.Experiments.Results;

[TestClass]
public sealed class OutcomeFileTests
{
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
    public void Scores_ClassesAndNumbers_AreRightsAndSquaredErrors()
    {
        CollectionAssert.AreEqual(new float[] { 1, 0, 0 }, new RowOutcomes(true, [0, 2, 1], [0, 1, float.NaN]).Scores());
        CollectionAssert.AreEqual(new float[] { 0.25f, 4 }, new RowOutcomes(false, [1, 2], [1.5f, 0]).Scores());
    }
}
