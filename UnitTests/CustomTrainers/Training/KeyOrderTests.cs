using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.UnitTests.CustomTrainers.Training;

/// <summary>Keys are compared by the values that they stand for, wherever rows meet a training or a trained model.</summary>
[TestClass]
public sealed class KeyOrderTests
{
    private static readonly string[] Animals = ["bird", "cat", "dog"];

    private static readonly MlpOptions Network = new() { HiddenLayers = [8], Epochs = 20, BatchSize = 16, Threads = 1 };

    private static readonly GradientBoostedTreesOptions Trees = new() { NumberOfTrees = 10, Threads = 1 };

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void TryMap_Values_FindsPlacesOrRefuses()
    {
        Assert.IsTrue(KeyOrder.TryMap(["a", "b"], ["a", "b"], out var places));
        Assert.IsNull(places);
        Assert.IsTrue(KeyOrder.TryMap(["c", "a", "b"], ["a", "b", "c"], out places));
        CollectionAssert.AreEqual(new[] { 2, 0, 1 }, places);
        Assert.IsTrue(KeyOrder.TryMap(null, ["a"], out places));
        Assert.IsNull(places);
        Assert.IsFalse(KeyOrder.TryMap(["a", "x"], ["a", "b"], out _));
        Assert.IsFalse(KeyOrder.TryMap(["a", "a"], ["a", "b"], out _));
        Assert.IsFalse(KeyOrder.TryMap(["a"], ["a", "b"], out _));
    }

    [TestMethod]
    public void Fit_MonitorWhoseKeysAreInAnotherOrder_IsReadInThatOfTheTraining()
    {
        var (training, same, other) = (Named(["bird", "cat", "dog"]), Named(["bird", "cat", "dog"], 8), Named(["dog", "bird", "cat"], 8));

        var network = _ml.MulticlassClassification.Trainers.Mlp(
            Network with { Monitors = [new("same", same), new("other", other)] }).Fit(training).Model;
        var trees = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(
            Trees with { Monitors = [new("same", same), new("other", other)] }).Fit(training).Model;

        var figures = network.History.Entries[^1].Monitors;
        Assert.AreEqual(figures[0] with { Name = "" }, figures[1] with { Name = "" });
        Assert.IsGreaterThan(0.8, figures[1].Accuracy);
        var rounds = trees.History[^1].Monitors;
        Assert.AreEqual((rounds[0].Loss, rounds[0].Accuracy), (rounds[1].Loss, rounds[1].Accuracy));
        Assert.IsGreaterThan(0.8, rounds[1].Accuracy);
    }

    [TestMethod]
    public void Fit_MonitorOfOtherClasses_IsRefusedWithBothLists()
    {
        var training = Named(["bird", "cat", "dog"]);
        const string Expected =
            "The monitor 'm' data has the classes bird, cat, dog, fish; the training data has bird, cat, dog. Make the keys of both by one "
            + "MapValueToKey: fit it on the training data, and transform both with it.";

        Assert.AreEqual(Expected, Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.MulticlassClassification.Trainers.Mlp(
                Network with { Monitors = [new("m", Named(["bird", "cat", "dog", "fish"]))] }).Fit(training)).Message);
        Assert.AreEqual(Expected, Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.MulticlassClassification.Trainers.GradientBoostedTrees(
                Trees with { Monitors = [new("m", Named(["bird", "cat", "dog", "fish"]))] }).Fit(training)).Message);
    }

    [TestMethod]
    public void Categories_InAnotherOrder_AreReadInThatOfTheTraining()
    {
        var options = Trees with { CategoryColumnNames = ["Kind"], FeatureColumnName = "Noise" };
        var (training, same, other) = (Kinds(Animals), Kinds(Animals, 2), Kinds(["dog", "bird", "cat"], 2));

        var transformer = _ml.Regression.Trainers.GradientBoostedTrees(
            options with { Monitors = [new("same", same), new("other", other)] }).Fit(training);

        var rounds = transformer.Model.History[^1].Monitors;
        Assert.AreEqual(rounds[0].Loss, rounds[1].Loss);
        var expected = transformer.Transform(same).GetColumn<float>("Score").ToArray();
        CollectionAssert.AreEqual(expected, transformer.Transform(other).GetColumn<float>("Score").ToArray());
        var loaded = Loaded(transformer, training);
        CollectionAssert.AreEqual(expected, loaded.Transform(other).GetColumn<float>("Score").ToArray(), "the file has the values");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => loaded.Transform(Kinds(["bird", "cat", "wolf"]))).Message,
            "Schema mismatch for category column 'Kind': its keys stand for bird, cat, wolf; in training they stood for bird, cat, dog. "
            + "Make the keys by the MapValueToKey that was fitted on the training data.");
    }

    [TestMethod]
    public void WarmStart_CategoriesInAnotherOrder_AreReadInThatOfTheTrees()
    {
        var options = Trees with { CategoryColumnNames = ["Kind"], FeatureColumnName = "Noise" };
        var start = _ml.Regression.Trainers.GradientBoostedTrees(options).Fit(Kinds(Animals)).Model;
        var more = options with { WarmStart = start };

        var (same, other) = (Fit(Kinds(Animals, 2)), Fit(Kinds(["dog", "bird", "cat"], 2)));

        CollectionAssert.AreEqual(
            same.Transform(Kinds(Animals, 3)).GetColumn<float>("Score").ToArray(),
            other.Transform(Kinds(["cat", "dog", "bird"], 3)).GetColumn<float>("Score").ToArray());
        Assert.AreEqual(
            "The keys of the column 'Kind' stand in the trees to go on from for bird, cat, dog; in the data for bird, cat, wolf. A warm "
            + "start needs the same values: make the keys by the MapValueToKey that was fitted for the trees.",
            Assert.ThrowsExactly<InvalidOperationException>(() => Fit(Kinds(["bird", "cat", "wolf"]))).Message);

        ITransformer Fit(IDataView data) => _ml.Regression.Trainers.GradientBoostedTrees(more).Fit(data);
    }

    [TestMethod]
    public void WarmStart_TreesOfAnotherTask_AreRefused()
    {
        var data = Curves.Load(_ml);
        var number = _ml.Regression.Trainers.GradientBoostedTrees(Trees).Fit(data).Model;
        var truth = _ml.BinaryClassification.Trainers.GradientBoostedTrees(Trees with { LabelColumnName = "Above" }).Fit(data).Model;

        Assert.AreEqual(
            "The trees to go on from give a number; this trainer's give the logit of true. A warm start needs trees of the same task.",
            Assert.ThrowsExactly<InvalidOperationException>(() => _ml.BinaryClassification.Trainers.GradientBoostedTrees(
                Trees with { LabelColumnName = "Above", WarmStart = number }).Fit(data)).Message);
        Assert.AreEqual(
            "The trees to go on from give the logit of true; this trainer's give a number. A warm start needs trees of the same task.",
            Assert.ThrowsExactly<InvalidOperationException>(
                () => _ml.Regression.Trainers.GradientBoostedTrees(Trees with { WarmStart = truth }).Fit(data)).Message);
    }

    /// <summary>The blobs with keys in a given order; a name that no row has may be among them.</summary>
    private IDataView Named(string[] order, int seed = 7) => Keyed(Blobs.Named(_ml, seed: seed), "Label", order);

    /// <summary>Rows whose number is the place of their kind in the alphabet.</summary>
    private IDataView Kinds(string[] order, int seed = 1)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 200).Select(_ => random.Next(3))
            .Select(kind => new KindRow { Noise = [random.NextSingle()], Kind = Animals[kind], Label = kind }).ToList();
        return Keyed(_ml.Data.LoadFromEnumerable(rows), "Kind", order);
    }

    private IDataView Keyed(IDataView data, string column, string[] order)
    {
        var keys = _ml.Data.LoadFromEnumerable(order.Select(value => new Key { Value = value }).ToList());
        return _ml.Transforms.Conversion.MapValueToKey(column, keyData: keys).Fit(data).Transform(data);
    }

    private ITransformer Loaded(ITransformer transformer, IDataView data)
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(transformer, data.Schema, stream);
        stream.Position = 0;
        return _ml.Model.Load(stream, out _);
    }

    private sealed class KindRow
    {
        [VectorType(1)]
        public float[] Noise { get; set; } = [];

        public string Kind { get; set; } = "";

        public float Label { get; set; }
    }

    private sealed class Key
    {
        public string Value { get; set; } = "";
    }
}
