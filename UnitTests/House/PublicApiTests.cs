using System.Reflection;
using MlPipelines.Conformance;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;
using MlPipelines.Experiments.Model;
using MlPipelines.Numerics.Networks;
using MlPipelines.Pipelines;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.House;

/// <summary>What the packages show to a program that uses them is what was approved.</summary>
[TestClass]
public sealed class PublicApiTests
{
    private static readonly Dictionary<string, Assembly> Packages = new[]
    {
        typeof(Network<>), typeof(MlpOptions), typeof(CsvData), typeof(TrainedPipeline), typeof(WilcoxonSignedRankTest), typeof(Suite),
        typeof(EstimatorConformance),
    }.Select(type => type.Assembly).ToDictionary(assembly => assembly.GetName().Name!);

    public static IEnumerable<object[]> Names => Packages.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Package_PublicApi_IsTheApprovedOne(string name) => PublicApiText.RequireApproved(Packages[name]);

    [TestMethod]
    public void Packages_AreAllThatThisRepositoryPacks()
    {
        var packed = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(Repository.Root, "artifacts"), StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text && text.Contains("<IsPackable>true", StringComparison.Ordinal)
                && !text.Contains("<PackAsTool>", StringComparison.Ordinal))
            .Select(file => $"MlPipelines.{Path.GetFileNameWithoutExtension(file)}").Order().ToList();

        // TorchLearners is outside the solution: its own tests compare its text.
        CollectionAssert.AreEqual(packed, Packages.Keys.Append("MlPipelines.TorchLearners").Order().ToList());
        foreach (var name in packed)
            Assert.IsTrue(File.Exists(Path.Combine(PublicApiText.Folder, name + ".txt")), $"{name} has a text");
    }

    [TestMethod]
    public void Difference_OfTwoTexts_NamesLinesThatWentAndCame()
    {
        Assert.AreEqual("", PublicApiText.Difference("a\nb\n", "a\nb\n"));
        Assert.AreEqual("- b\n+ c\n+ d", PublicApiText.Difference("a\nb\n", "a\nc\nd\n"));
    }
}
