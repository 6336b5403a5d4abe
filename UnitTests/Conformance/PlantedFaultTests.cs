using System.Reflection;
using MlPipelines.Conformance;
using MlPipelines.Conformance.Model;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>A fault that is planted into a good trainer is found by its check, and by no other.</summary>
[TestClass]
public sealed class PlantedFaultTests
{
    private static IReadOnlyList<PlantedFault> Faults { get; } = [.. FitFaults.All, .. ModelFaults.All];

    public static IEnumerable<object[]> Numbers => Enumerable.Range(0, Faults.Count).Select(number => new object[] { number });

    public static string Name(MethodInfo method, object[] values) =>
        $"{method?.Name} {Faults[(int)values[0]].Check}: {Faults[(int)values[0]].What}";

    [TestMethod]
    [DynamicData(nameof(Numbers), DynamicDataDisplayName = nameof(Name))]
    public void Check_PlantedFault_IsFoundByItsCheckAlone(int number)
    {
        var fault = Faults[number];

        var report = EstimatorConformance.Check(fault.Create, fault.Task, fault.Options);

        Assert.AreEqual(fault.Check, string.Join(", ", report.Failed.Select(row => row.Check.Name)), $"{fault.What}\n{report}");
    }

    [TestMethod]
    public void Check_GoodTrainers_Pass()
    {
        EstimatorConformance.Check(Planting.Linear, ConformanceTask.Regression, Planting.Promises).ThrowIfFailed();
        EstimatorConformance.Check(Planting.Classes, ConformanceTask.Multiclass, Planting.NetworkPromises).ThrowIfFailed();
        EstimatorConformance.Check(Planting.Truth, ConformanceTask.Binary, Planting.NetworkPromises).ThrowIfFailed();
    }

    [TestMethod]
    public void Checks_All_HaveAPlantedFault() => CollectionAssert.AreEquivalent(
        EstimatorConformance.Checks.Select(check => check.Name).ToList(), Faults.Select(fault => fault.Check).Distinct().ToList());
}
