using System.Collections;
using System.Reflection;
using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Layers;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Pipelines.Learners;

/// <summary>Defaults stand twice, in the settings and in the options that they go into; here they are held together.</summary>
[TestClass]
public sealed class DefaultSettingsTests
{
    /// <summary>What a trial decides, not a setting: these may differ from the options' defaults.</summary>
    private static readonly string[] OfTheTrial =
    [
        nameof(NetworkOptions.Seed), nameof(NetworkOptions.Threads), nameof(NetworkOptions.Monitors), nameof(NetworkOptions.Progress),
        nameof(NetworkOptions.Observer), nameof(NetworkOptions.Engine), nameof(NetworkOptions.CancellationToken),
    ];

    private static IEnumerable<object[]> Kinds =>
    [
        ["mlp", new MlpOptions { HiddenLayers = [128] }], // on purpose: published results have 128 units, the library's trainer 100
        ["resnet", new ResNetOptions()],
        ["realmlp", new RealMlpOptions()],
        ["tabm", new TabMOptions()],
        ["convnet", new ConvNetOptions { Image = new Shape(1, 28, 28) }],
        ["boosted-trees", new GradientBoostedTreesOptions()],
    ];

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Create_NoSettings_GivesTheDefaultsOfTheOptions(string name, object expected)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(name, out var kind));
        var learner = kind.Create(LearningTask.Multiclass, name, kind.Complete(Settings.Empty));
        object trainer = learner.CreateTrainer(new MLContext(), new TrainingContext { Seed = 1 });
        var options = trainer.GetType().GetProperty("Options")!.GetValue(trainer)!;

        foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (OfTheTrial.Contains(property.Name))
                continue;
            var (wanted, found) = (property.GetValue(expected), property.GetValue(options));
            if (wanted is IEnumerable and not string)
                CollectionAssert.AreEqual(Items(wanted), Items(found), property.Name);
            else
                Assert.AreEqual(wanted, found, property.Name);
        }
    }

    private static List<object?> Items(object? values) => [.. ((IEnumerable)values!).Cast<object?>()];
}
