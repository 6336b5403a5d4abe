using System.Reflection;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

/// <summary>A checkpoint goes on under the same settings alone: no setting can be forgotten.</summary>
[TestClass]
public sealed class TrainingDescriptionTests
{
    /// <summary>
    /// Another value for every setting; a new setting needs one here, or <see cref="Settings_AllButTheMarkedOnes_AreHere"/> fails.
    /// </summary>
    private static readonly IReadOnlyDictionary<string, object> Others = new Dictionary<string, object>
    {
        ["Epochs"] = 7,
        ["BatchSize"] = 8,
        ["Optimizer"] = new AdamOptions { LearningRate = 0.02 },
        ["Schedule"] = new WarmUpSchedule { Then = new CosineSchedule { FinalFactor = 0.5 } },
        ["DropoutSchedule"] = new FlatCosineSchedule(),
        ["DecaySchedule"] = new CosineSchedule(),
        ["WeightAverage"] = 0.9,
        ["L1"] = 0.25,
        ["L2"] = 0.25,
        ["FirstTrainedLayer"] = "layers.0",
        ["FreezeStatistics"] = true,
        ["RateFactors"] = (RateFactor[])[new RateFactor("layers.0.", 0.5)],
        ["Clipping"] = new GradientClipping { Value = 1 },
        ["EarlyStopping"] = new EarlyStopping { Monitor = "test" },
        ["Augmentation"] = new ImageAugmentation { Image = new Shape(1, 1, 2) },
        ["Seed"] = 2,
        ["Shuffle"] = false,
        ["DropLastBatch"] = true,
        ["EvaluateEveryEpochs"] = 2,
        ["EvaluateEveryIterations"] = 3,
        ["Loss"] = new SoftmaxCrossEntropy { LabelSmoothing = 0.1 },
    };

    public static IEnumerable<string> Names => Others.Keys;

    [TestMethod]
    public void Settings_AllButTheMarkedOnes_AreHere()
    {
        var settings = typeof(TrainingOptions).GetProperties()
            .Where(property => property.GetCustomAttribute<WithoutEffectOnResultAttribute>() is null)
            .Select(property => property.Name);

        CollectionAssert.AreEquivalent(settings.ToList(), Others.Keys.ToList());
        CollectionAssert.AreEquivalent(
            (string[])["Checkpoint", "Threads"], typeof(TrainingOptions).GetProperties().Select(p => p.Name).Except(Others.Keys).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Fit_CheckpointOfAnotherSetting_IsRefused(string name)
    {
        var folder = Directory.CreateTempSubdirectory("descriptions").FullName;
        try
        {
            var options = new TrainingOptions
            {
                Epochs = 1,
                BatchSize = 16,
                Checkpoint = new CheckpointOptions { Path = Path.Combine(folder, "run") },
            };
            Fit(options);
            Fit(options with { Threads = 2 });

            var error = Assert.ThrowsExactly<ArgumentException>(() => Fit(With(options, name, Others[name])));

            StringAssert.Contains(error.Message, "belongs to another training: it has ");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Lines_SettingOfADerivedRecord_IsAmongThem()
    {
        var lines = TrainingDescription.Lines(new MoreSettings { WeightAveraging = 0.5, WarmLayers = [1, 2] }).ToList();

        CollectionAssert.Contains(lines, "weight averaging 0.5");
        CollectionAssert.Contains(lines, "warm layers [1, 2]");
        CollectionAssert.Contains(lines, "batch size 128");
        CollectionAssert.Contains(lines, "L1 0");
        CollectionAssert.Contains(lines, "clipping none");
        Assert.IsFalse(lines.Any(line => line.StartsWith("verbosity", StringComparison.Ordinal)));
        Assert.IsFalse(lines.Any(line => line.StartsWith("threads", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void TrainingOptions_OfOtherSettings_HasAllOfThem()
    {
        TrainingSettings settings = new MoreSettings();
        foreach (var (name, value) in Others)
            if (name != "Loss") settings = With(settings, name, value);

        var options = new TrainingOptions(settings with { Threads = 5 }, new MeanSquaredError());

        Assert.AreEqual(5, options.Threads);
        Assert.AreEqual(new MeanSquaredError(), options.Loss);
        foreach (
            var property in typeof(TrainingSettings).GetProperties().Where(property => property.Name is not ("Threads" or "Checkpoint")))
        {
            Assert.AreEqual(Others[property.Name], property.GetValue(options), property.Name);
        }
    }

    /// <summary>The settings with one of them changed.</summary>
    private static T With<T>(T settings, string name, object value)
        where T : TrainingSettings
    {
        var changed = settings with { };
        changed.GetType().GetProperty(name)!.SetValue(changed, value);
        return changed;
    }

    private static void Fit(TrainingOptions options) => Trainer.Fit(
        Network<float>.Create(new NetworkDefinition(new Shape(2), [new Dense(4)]), 1),
        TrainerTests.Quadrants(90, 1), [new("test", TrainerTests.Quadrants(50, 2))], options);

    /// <summary>Settings as a later version may have them.</summary>
    private sealed record MoreSettings : TrainingSettings
    {
        public double WeightAveraging { get; init; }

        public IReadOnlyList<int> WarmLayers { get; init; } = [];

        [WithoutEffectOnResult]
        public int Verbosity { get; init; }
    }
}
