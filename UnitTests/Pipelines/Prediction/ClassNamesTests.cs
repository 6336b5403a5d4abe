using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.CustomTrainers;
using MlPipelines.UnitTests.Pipelines.Saving;

namespace MlPipelines.UnitTests.Pipelines.Prediction;

/// <summary>Which name a predicted class has, by what the label's keys stand for.</summary>
[TestClass]
public sealed class ClassNamesTests
{
    private static readonly GradientBoostedTreesOptions Quick = new() { NumberOfTrees = 20, Threads = 1 };

    private readonly MLContext _ml = new(seed: 1);

    /// <summary>Keys of known number, as [KeyType(3)] gives them: they stand for no values.</summary>
    [TestMethod]
    public void Predict_KeysWithoutValues_AreNamedInTheirOrder()
    {
        var data = Blobs.Keyed(_ml);
        var model = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(Quick).Fit(data);

        CollectionAssert.AreEqual(
            new[] { "cat", "dog", "bird" }, Labels(new TrainedPipeline(model, data.Schema, ["cat", "dog", "bird"], ml: _ml)));
        CollectionAssert.AreEqual(new[] { "0", "1", "2" }, Labels(new TrainedPipeline(model, data.Schema, ml: _ml)));
    }

    [TestMethod]
    public void Predict_KeysOfClassNumbers_AreNamedByTheNumbers()
    {
        var data = Blobs.Numbered(_ml);
        var model = Numbered(data);

        CollectionAssert.AreEqual(
            new[] { "cat", "dog", "bird" }, Labels(new TrainedPipeline(model, data.Schema, ["cat", "dog", "bird"], ml: _ml)));
        CollectionAssert.AreEqual(new[] { "0", "1", "2" }, Labels(new TrainedPipeline(model, data.Schema, ml: _ml)));
    }

    [TestMethod]
    public void Create_NamesThatAreNotThoseOfTheClasses_AreRefused()
    {
        var keyed = Blobs.Keyed(_ml);
        var keys = _ml.MulticlassClassification.Trainers.GradientBoostedTrees(Quick).Fit(keyed);
        Refused(
            keys, keyed.Schema, ["cat", "dog"],
            "There are 2 class names (cat, dog) for 3 classes, whose label keys stand for no values: give a name for each class, in the "
            + "order of the keys.");

        var numbered = Blobs.Numbered(_ml);
        var fromOne = _ml.Transforms.CustomMapping<Blobs.NumberedRow, Shifted>(
            (row, shifted) => shifted.Label = row.Label + 1, null).Fit(numbered).Transform(numbered);
        Refused(
            Numbered(fromOne), fromOne.Schema, ["cat", "dog", "bird"],
            "The class names (cat, dog, bird) are for the class numbers from 0 to 2; the values of the label are ");

        var curves = Curves.Load(_ml);
        var sides = _ml.BinaryClassification.Trainers.GradientBoostedTrees(Quick with { LabelColumnName = "Above" }).Fit(curves);
        Refused(
            sides, curves.Schema, ["cat", "dog", "bird"],
            "There are 3 class names (cat, dog, bird) for a label that is false or true: give two, that of false first.");
    }

    private ITransformer Numbered(IDataView data) => _ml.Transforms.Conversion.MapValueToKey("Label")
        .Append(_ml.MulticlassClassification.Trainers.GradientBoostedTrees(Quick)).Fit(data);

    private void Refused(ITransformer model, DataViewSchema schema, string[] names, string message) =>
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => new TrainedPipeline(model, schema, names, ml: _ml)).Message, message);

    /// <summary>The labels of a row in the middle of each class.</summary>
    private static string?[] Labels(TrainedPipeline pipeline)
    {
        using var predictor = Pets.SavedAndLoaded(pipeline).CreateRecordPredictor();
        return
        [
            .. new float[][] { [3, 0, 0, 0], [0, 3, 0, 0], [0, 0, 3, 0] }
                .Select(row => predictor.Predict(new Dictionary<string, object?> { ["Features"] = row }).Label),
        ];
    }

    private sealed class Shifted
    {
        public int Label { get; set; }
    }
}
