using MlPipelines.MLNetParity;

namespace MlPipelines.UnitTests.MLNetParity;

[TestClass]
public sealed class ComparisonTests
{
    [TestMethod]
    public void Of_NumbersWithinTheTolerance_Agrees()
    {
        var comparison = Comparison.Of(Of(("a", "1"), ("b", "2000")), Of(("a", "1.00001"), ("b", "2000.01")), 2e-5);

        Assert.IsTrue(comparison.Agrees);
        Assert.AreEqual(1e-5, comparison.LargestDifference, 1e-9);
    }

    [TestMethod]
    [DataRow("1", "1.1")]
    [DataRow("1", "NaN")]
    [DataRow("NaN", "0")]
    [DataRow("Infinity", "1")]
    [DataRow("some", "other")]
    public void Of_AnotherValue_SaysBoth(string genuine, string found)
    {
        var comparison = Comparison.Of(Of(("a", genuine)), Of(("a", found)), 1e-3);

        Assert.AreEqual($"a is {found}, genuine {genuine}", comparison.Mismatches.Single());
    }

    [TestMethod]
    public void Of_MissingOrOtherName_DoesNotAgree()
    {
        Assert.AreEqual("1 values, genuine 2", Comparison.Of(Of(("a", "1"), ("b", "1")), Of(("a", "1")), 1).Mismatches.Single());
        Assert.AreEqual("b where the genuine run has a", Comparison.Of(Of(("a", "1")), Of(("b", "1")), 1).Mismatches.Single());
    }

    [TestMethod]
    public void Of_ProgramThatFails_DoesNotAgree()
    {
        var program = new ParityProgram("fails", (_, transcript) =>
        {
            transcript.Add("a", 1);
            throw new InvalidOperationException("broken");
        });

        var comparison = Comparison.Of(program, Of(("a", "1")));

        Assert.Contains("failed after 1 values: System.InvalidOperationException: broken", comparison.Mismatches.Single());
    }

    [TestMethod]
    public void Load_SavedTranscript_IsTheSame()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "a.txt");
        var saved = Of(("a", "1"), ("b", "x\ty\nz"));
        saved.Save(path);

        CollectionAssert.AreEqual(saved.Entries.ToArray(), Transcript.Load(path).Entries.ToArray());
        File.WriteAllText(path, "no tab");
        Assert.Contains("line 1: expected a name, a tab and a value, found 'no tab'", Assert.Throws<FormatException>(() => Transcript.Load(path)).Message);
    }

    private static Transcript Of(params (string Name, string Value)[] entries)
    {
        var transcript = new Transcript();
        foreach (var (name, value) in entries)
            transcript.Add(name, value);
        return transcript;
    }
}
