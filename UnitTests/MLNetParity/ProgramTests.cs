using MlPipelines.MLNetParity;

namespace MlPipelines.UnitTests.MLNetParity;

[TestClass]
public sealed class ProgramTests
{
    public static IEnumerable<object[]> Programs => ProgramCatalog.All.Select(program => new object[] { program.Name });

    /// <summary>Either ML.NET gives the numbers and exceptions that genuine ML.NET was recorded to give.</summary>
    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void Execute_EachProgram_GivesTheGenuineValues(string name)
    {
        var program = ProgramCatalog.All.Single(program => program.Name == name);

        var comparison = Comparison.Of(program, GenuineRecords.Read(GenuineRecords.Kept, program));

        Assert.AreEqual("", string.Join("\n", comparison.Mismatches));
        Assert.IsGreaterThan(0, comparison.Values);
    }

    [TestMethod]
    public void All_Programs_SayWhyTheirToleranceIsLarger()
    {
        Assert.IsGreaterThanOrEqualTo(25, ProgramCatalog.All.Count);
        Assert.HasCount(ProgramCatalog.All.Count, ProgramCatalog.All.Select(program => program.Name).Distinct());
        foreach (var program in ProgramCatalog.All)
            Assert.AreEqual(program.Tolerance > ParityProgram.Rounding, program.Reason is not null, program.Name);
    }
}
