using MlPipelines.Conform;
using MlPipelines.Conformance;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>Every network trainer of this project passes every check, for each task that it knows.</summary>
[TestClass]
public sealed class OwnNetworkTests
{
    public static IEnumerable<object[]> Names => OwnTrainerNames.Where(OwnTrainerNames.IsNetwork);

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Check_OwnNetwork_Passes(string name) => OwnTrainerNames.RequirePass(name);
}

/// <summary>Every other trainer of this project passes every check, for each task that it knows.</summary>
[TestClass]
public sealed class OwnTrainerTests
{
    public static IEnumerable<object[]> Names => OwnTrainerNames.Where(name => !OwnTrainerNames.IsNetwork(name));

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Check_OwnTrainer_Passes(string name) => OwnTrainerNames.RequirePass(name);

    [TestMethod]
    public void Names_OfAllTrainers_AreDifferent() =>
        CollectionAssert.AllItemsAreUnique(OwnTrainers.All.Concat(StockTrainers.All).Select(trainer => trainer.Name).ToList());
}

/// <summary>The trainers, in two parts that run side by side.</summary>
internal static class OwnTrainerNames
{
    public static IEnumerable<object[]> Where(Func<string, bool> isWanted) =>
        OwnTrainers.All.Where(trainer => isWanted(trainer.Name)).Select(trainer => new object[] { trainer.Name });

    public static bool IsNetwork(string name) => name.Contains("Net", StringComparison.Ordinal)
        || name.EndsWith("Mlp", StringComparison.Ordinal) || name.EndsWith("TabM", StringComparison.Ordinal);

    public static void RequirePass(string name)
    {
        var trainer = OwnTrainers.All.Single(trainer => trainer.Name == name);

        var report = EstimatorConformance.Check(trainer.Create, trainer.Task, trainer.Options);

        report.ThrowIfFailed();
        Assert.HasCount(EstimatorConformance.Checks.Count, report.Rows);
    }
}
