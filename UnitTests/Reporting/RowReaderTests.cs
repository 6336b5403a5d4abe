using System.IO.Compression;
using System.Text;
using MlPipelines.Experiments.Results;
using MlPipelines.Reporting.Results;

namespace MlPipelines.UnitTests.Reporting;

[TestClass]
public sealed class RowReaderTests
{
    private static void Write(TemporaryFolder folder, string name, string text)
    {
        var path = folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    [TestMethod]
    public void Read_ProbabilitiesOfTwoClasses_GiveMistakesReliabilityAndRoc()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "outcomes/trial-3.csv.gz", "row,class,predicted class\n0,1,1\n1,0,1\n2,0,0\n3,1,0\n");
        Write(
            folder, "predictions/trial-3.csv.gz",
            "split,row,0,1\nvalidation,0,0.5,0.5\ntest,0,0.1,0.9\ntest,1,0.25,0.75\ntest,2,0.75,0.25\ntest,3,0.85,0.15\n");
        var rowsOfFold = new Dictionary<int, IReadOnlyList<int>> { [1] = [4, 9, 14, 19] };

        var found = RowReader.Of(folder.Path, "trees", 1, TestRows.Read(folder.Path, 3, 2), ["no", "yes"], rowsOfFold)!;

        CollectionAssert.AreEqual(
            new[] { new Mistake("row 20 of the file", "yes", "no", 0.15f), new Mistake("row 10 of the file", "no", "yes", 0.25) },
            found.Mistakes.ToArray());
        // By scores: true 0.9, false 0.75, false 0.25, true 0.15.
        CollectionAssert.AreEqual(
            new RocPoint[] { new(0, 0, 1), new(0, 0.5, 1), new(0.5, 0.5, 0.5), new(1, 0.5, 1 / 3.0), new(1, 1, 0.5) },
            found.Roc!.ToArray());
        CollectionAssert.AreEqual(
            new ReliabilityBin[] { new(0.75, 0.5, 2), new(0.85f, 0, 1), new(0.9f, 1, 1) }, found.Reliability.ToArray());
        Assert.AreEqual("yes", found.Positive);
    }

    [TestMethod]
    public void Read_Numbers_GiveTheLargestErrors()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "outcomes/trial-1.csv.gz", "row,number,predicted number\n0,1,1.5\n1,10,4\n2,3,3\n");

        var found = RowReader.Of(folder.Path, "net", 1, TestRows.Read(folder.Path, 1, 1), [], null)!;

        CollectionAssert.AreEqual(
            new[] { new Mistake("test row 2, seed 1", "10", "4", null), new Mistake("test row 1, seed 1", "1", "1.5", null) },
            found.Mistakes.ToArray());
        Assert.IsNull(found.Roc);
        Assert.IsEmpty(found.Reliability);
    }

    [TestMethod]
    public void Of_SeveralSeeds_GivesEachRowOnceTheMostOftenWrongFirst()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "outcomes/trial-1.csv.gz", "row,class,predicted class\n0,0,1\n1,0,0\n2,0,1\n3,1,1\n");
        Write(folder, "outcomes/trial-2.csv.gz", "row,class,predicted class\n0,0,0\n1,0,0\n2,0,1\n3,1,1\n");
        IReadOnlyList<TestRow> rows = [.. TestRows.Read(folder.Path, 1, 1), .. TestRows.Read(folder.Path, 2, 2)];

        var found = RowReader.Of(folder.Path, "net", 2, rows, ["a", "b"], null)!;

        CollectionAssert.AreEqual(
            new Mistake[]
            {
                new("test row 3, seed 1", "a", "b", null) { WrongTrials = 2 },
                new("test row 1, seed 1", "a", "b", null) { WrongTrials = 1 },
            },
            found.Mistakes.ToArray());
        Assert.HasCount(3, TestRows.Worst(rows, areSame: false), "folds have rows of their own");
    }

    [TestMethod]
    public void Of_ClassesThatWereNotSaid_AreNotCounted()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "outcomes/trial-1.csv.gz", "row,class,predicted class\n0,1,1\n1,0,NaN\n2,2,1\n3,2,1\n");

        var counted = ConfusionReader.Of("net", 1, TestRows.Read(folder.Path, 1, 1), ["a", "b"])!;

        CollectionAssert.AreEqual(new[] { "a", "b", "class 2" }, counted.Classes.ToArray());
        CollectionAssert.AreEqual(new long[] { 0, 0, 0, 0, 1, 0, 0, 2, 0 }, counted.Counts.Cast<long>().ToArray());
    }

    [TestMethod]
    public void Of_NumbersOrTooManyClasses_AreNotCounted()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "outcomes/trial-1.csv.gz", "row,number,predicted number\n0,1,1\n");
        Write(folder, "outcomes/trial-2.csv.gz", "row,class,predicted class\n0,15,1\n");

        foreach (var trial in new[] { 1, 2, 3 })
            Assert.IsNull(ConfusionReader.Of("net", 1, TestRows.Read(folder.Path, trial, 1), []), $"trial {trial}");
    }

    [TestMethod]
    public void Read_NothingKept_IsNull()
    {
        using var folder = new TemporaryFolder();

        Assert.IsNull(RowReader.Of(folder.Path, "net", 1, TestRows.Read(folder.Path, 1, 1), [], null));
    }
}
