using System.Text.Json.Nodes;
using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.CustomTrainers.Trees;
using MlPipelines.UnitTests.Pipelines.Saving;

namespace MlPipelines.UnitTests.CustomTrainers.Saving;

[TestClass]
public sealed class TreeStateTests
{
    private const string EnsembleName = "ensemble.trees";

    private static readonly GradientBoostedTreesOptions Options = new()
    {
        NumberOfTrees = 12,
        NumberOfLeaves = 6,
        CategoryColumnNames = ["Town"],
        ValidationFraction = 0.2,
        EarlyStopping = new EarlyStopping { Patience = 12 },
    };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Load_MulticlassWithCategoryColumn_PredictsTheSameBits()
    {
        var data = Towns.Load(_ml);
        var model = _ml.Transforms.Conversion.MapValueToKey("Class", "TownNumber")
            .Append(_ml.MulticlassClassification.Trainers.GradientBoostedTrees(Options with { LabelColumnName = "Class" }))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        var pipeline = new TrainedPipeline(model, data.Schema, ml: _ml);

        var loaded = RequireSameBits(pipeline, "Score", "PredictedLabel");

        var (before, after) = (Trees(pipeline), Trees(loaded));
        Assert.HasCount(Towns.Count, after.ClassNames!);
        CollectionAssert.AreEqual(before.ClassNames!.ToArray(), after.ClassNames!.ToArray());
    }

    [TestMethod]
    public void Load_BinaryWithCategoryColumn_PredictsTheSameBits()
        => RequireSameBits(
            Fitted(_ml.BinaryClassification.Trainers.GradientBoostedTrees(Options with { LabelColumnName = "Dear" })), "Score",
            "Probability");

    [TestMethod]
    public void Load_RegressionWithCategoryColumn_PredictsTheSameBits()
        => RequireSameBits(Fitted(_ml.Regression.Trainers.GradientBoostedTrees(Options)), "Score");

    [TestMethod]
    public void Load_RegressionWithCategorySlot_PredictsTheSameBits()
    {
        var data = Towns.Load(_ml);
        var model = _ml.Transforms.Concatenate("Slots", "Features", "TownNumber")
            .Append(_ml.Regression.Trainers.GradientBoostedTrees(
                Options with { FeatureColumnName = "Slots", CategoryColumnNames = [], CategorySlots = [2] }))
            .Fit(data);

        RequireSameBits(new TrainedPipeline(model, data.Schema, ml: _ml), "Score");
    }

    [TestMethod]
    public void Load_Model_KeepsHistoryNamesAndImportances()
    {
        var pipeline = Fitted(_ml.Regression.Trainers.GradientBoostedTrees(Options));

        var (before, after) = (Trees(pipeline), Trees(Pets.SavedAndLoaded(pipeline)));

        Assert.AreEqual(before.BestRound, after.BestRound);
        Assert.HasCount(12, after.History);
        for (var i = 0; i < before.History.Length; i++)
        {
            Assert.AreEqual(before.History[i] with { Monitors = [] }, after.History[i] with { Monitors = [] });
            CollectionAssert.AreEqual(before.History[i].Monitors, after.History[i].Monitors);
        }

        CollectionAssert.AreEqual(before.FeatureImportances().ToArray(), after.FeatureImportances().ToArray());
    }

    [TestMethod]
    public void Load_WarmStartFromALoadedModel_AddsRoundsAsFromTheOriginal()
    {
        var pipeline = Fitted(_ml.Regression.Trainers.GradientBoostedTrees(Options));
        var (before, after) = (Trees(pipeline), Trees(Pets.SavedAndLoaded(pipeline)));

        var fromOriginal = Fitted(_ml.Regression.Trainers.GradientBoostedTrees(Options with { WarmStart = before }));
        var fromLoaded = Fitted(_ml.Regression.Trainers.GradientBoostedTrees(Options with { WarmStart = after }));

        CollectionAssert.AreEqual(
            Pets.Bits(fromOriginal, Towns.Load(_ml, seed: 3), "Score"), Pets.Bits(fromLoaded, Towns.Load(_ml, seed: 3), "Score"));
    }

    [TestMethod]
    public void Load_KeyOfAnotherNumberOfValues_IsStillRefused()
    {
        var loaded = (RegressionTreeTransformer)Reloading.Reloaded(Regression(), (_, _) => { });
        var data = Towns.Load(_ml, 4);
        data = _ml.Transforms.Conversion.MapValueToKey("Town", "TownNumber").Fit(data).Transform(data);

        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => loaded.Transform(data)).Message,
            "expected a key of 6 values, as in training, got ");
    }

    [TestMethod]
    public void Load_AnyByteOfTheEnsembleChanged_IsAnErrorThatNamesTheFile()
    {
        var transformer = Regression();
        var length = Reloading.Saved(transformer).Files.Single().Content.Length;
        for (var at = 0; at < length; at += 11)
        {
            var place = at;
            var message = Reloading.RequireError(transformer, (_, files) => files[EnsembleName][place] ^= 0x41);
            StringAssert.StartsWith(message, $"'memory, {EnsembleName}': T", $"byte {at}");
        }
    }

    [TestMethod]
    public void Load_EnsembleCutShort_SaysSo()
        => Assert.AreEqual(
            $"'memory, {EnsembleName}': The tree ensemble is cut short: the file ends before its last tree does.",
            Reloading.RequireError(Regression(), (_, files) => files[EnsembleName] = files[EnsembleName][..^9]));

    [TestMethod]
    public void Load_BytesAfterTheEnsemble_AreCounted()
        => Assert.AreEqual(
            $"'memory, {EnsembleName}': The file has 3 bytes after the end of the tree ensemble.",
            Reloading.RequireError(Regression(), (_, files) => files[EnsembleName] = [.. files[EnsembleName], 1, 2, 3]));

    [TestMethod]
    public void Load_NoEnsemble_IsNamed()
        => Assert.AreEqual(
            $"'memory': the file '{EnsembleName}' is missing.",
            Reloading.RequireError(Regression(), (_, files) => files.Remove(EnsembleName)));

    [TestMethod]
    [DataRow("featureColumn", "\"\"", "the name of the feature column is empty.")]
    [DataRow("featureNames", "[\"a\",\"b\",\"c\",\"d\"]", "there are 4 names for the trees' 3 features.")]
    [DataRow("featureNames", "[\"Town\"]", "there are 1 features, 1 of them columns of keys, where the feature column has at least 1.")]
    [DataRow("featureNames", "[\"a\",null,\"c\"]", "the value 'featureNames[1]' is missing.")]
    [DataRow("featureNames", "3", "the value 'featureNames' is 3, where String[] was expected.")]
    [DataRow("categorySlots", "[2]", "the slots of categories are 2, where ascending ones from 0 to 1 were expected.")]
    [DataRow("categorySlots", "[-1]", "the slots of categories are -1, where ascending ones from 0 to 1 were expected.")]
    [DataRow("categorySlots", "[1,1]", "the slots of categories are 1, 1, where ascending ones from 0 to 1 were expected.")]
    [DataRow(
        "categoryColumns", "[{\"name\":\"Town\",\"count\":0}]",
        "the column of keys 'Town' has 0 values, where a name and 1 to 65536 values were expected.")]
    [DataRow(
        "categoryColumns", "[{\"name\":\"\",\"count\":6}]",
        "the column of keys '' has 6 values, where a name and 1 to 65536 values were expected.")]
    [DataRow("bestRound", "13", "the best round is 13, of 12 that were trained and 12 in the trees.")]
    [DataRow("bestRound", "-1", "the best round is -1, of 12 that were trained and 12 in the trees.")]
    [DataRow("history", "[{\"validationLoss\":1,\"monitors\":[null]}]", "the value 'history[0].monitors[0]' is missing.")]
    public void Load_UnsoundValue_SaysWhatWasExpected(string name, string value, string expected)
        => Assert.AreEqual(
            $"'memory': {expected}", Reloading.RequireError(Regression(), (values, _) => values[name] = JsonNode.Parse(value)));

    [TestMethod]
    public void Load_TreesOfOneOutputAsClasses_IsRefused()
        => Assert.AreEqual(
            "'memory': the trees have 1 output, where one for each of at least 2 classes was expected.",
            Reloading.RequireError(Regression(), (_, _) => { }, "multiclass-trees"));

    private static IEnumerable<ITransformer> Chain(ITransformer model) => model as IEnumerable<ITransformer> ?? [model];

    private static TreeModel Trees(TrainedPipeline pipeline)
        => Chain(pipeline.Model).OfType<ISingleFeaturePredictionTransformer<TreeModel>>().Single().Model;

    private RegressionTreeTransformer Regression() => _ml.Regression.Trainers.GradientBoostedTrees(Options).Fit(Towns.Load(_ml));

    private TrainedPipeline Fitted(IEstimator<ITransformer> trainer)
    {
        var data = Towns.Load(_ml);
        return new TrainedPipeline(trainer.Fit(data), data.Schema, ml: _ml);
    }

    private TrainedPipeline RequireSameBits(TrainedPipeline pipeline, params string[] columns)
    {
        var loaded = Pets.SavedAndLoaded(pipeline);
        var fresh = Towns.Load(_ml, seed: 9);
        foreach (var column in columns)
            CollectionAssert.AreEqual(Pets.Bits(pipeline, fresh, column), Pets.Bits(loaded, fresh, column), column);
        string[] names = [.. pipeline.OutputSchema.Where(column => !column.IsHidden).Select(column => column.Name)];
        Assert.AreEqual(SchemaText.Of(pipeline.OutputSchema, names), SchemaText.Of(loaded.OutputSchema, names));
        return loaded;
    }
}
