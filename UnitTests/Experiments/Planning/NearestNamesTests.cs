using MlPipelines.Experiments.Planning;

namespace MlPipelines.UnitTests.Experiments.Planning;

[TestClass]
public sealed class NearestNamesTests
{
    [TestMethod]
    [DataRow("abc", "abc", 0)]
    [DataRow("abc", "acb", 1)]
    [DataRow("abc", "ab", 1)]
    [DataRow("", "abc", 3)]
    [DataRow("kitten", "sitting", 3)]
    public void Distance_Words_CountsChangesAndSwaps(string a, string b, int expected)
    {
        Assert.AreEqual(expected, NearestNames.Distance(a, b));
        Assert.AreEqual(expected, NearestNames.Distance(b, a));
    }

    [TestMethod]
    [DataRow("rat", "rate iterations batch", "rate")]
    [DataRow("cuontries", "countries mnist-mlp", "countries")]
    [DataRow("minst", "countries mnist-mlp mnist-65k", "mnist-65k mnist-mlp")]
    [DataRow("mnist-mlp", "mnist-mlp mnist-65k", "mnist-mlp")]
    [DataRow("zzzzzz", "countries mnist-mlp", "")]
    public void Find_MistypedName_GivesTheNearest(string name, string known, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', NearestNames.Find(name, known.Split(' '))));

    [TestMethod]
    public void Find_LongNames_TakesLittleMemory()
    {
        var name = new string('a', 100_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.IsEmpty(NearestNames.Find(name, [name + "b", "rate"]));
        Assert.AreEqual("rate", NearestNames.Find("rat", [name, "rate"]).Single());
        Assert.IsLessThan(5_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
