using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;

namespace MlPipelines.UnitTests.CustomTrainers;

/// <summary>A row that a model cannot score is an error that says where and what to do, and never an answer.</summary>
[TestClass]
public sealed class UnscorableRowTests
{
    private static readonly MlpOptions Quick = new() { HiddenLayers = [4], Epochs = 2, Threads = 1 };

    private const string Remedy =
        "where the model needs a finite number. Replace missing values in the pipeline before the trainer, by "
        + "Transforms.ReplaceMissingValues or Transforms.ImputeMissingValues, and fit it again; or leave such rows out.";

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Transform_MissingFeature_NamesRowSlotAndRemedy()
    {
        var rows = Curves.Rows(5, 2);
        rows[3].Features[1] = float.NaN;
        var data = _ml.Data.LoadFromEnumerable(rows);
        var expected = $"The row at position 3 has the value NaN in slot 1 of column 'Features', {Remedy}";

        Assert.AreEqual(expected, Error(_ml.Regression.Trainers.Mlp(Quick).Fit(Curves.Load(_ml)), data));
        Assert.AreEqual(expected, Error(_ml.Regression.Trainers.LeastSquares().Fit(Curves.Load(_ml)), data));
        Assert.AreEqual(
            expected, Error(_ml.BinaryClassification.Trainers.Mlp(Quick with { LabelColumnName = "Above" }).Fit(Curves.Load(_ml)), data));
        var trees = _ml.Regression.Trainers.GradientBoostedTrees().Fit(Curves.Load(_ml));
        Assert.IsTrue(trees.Transform(data).GetColumn<float>("Score").All(float.IsFinite), "trees have a side for it");
    }

    [TestMethod]
    public void Transform_NamedSlots_AreNamed()
    {
        var data = _ml.Data.LoadFromEnumerable(
            Curves.Rows(50, 1).Select(row => new Place { X = row.Features[0], Label = row.Label }).ToList());
        var chain = _ml.Transforms.Concatenate("Features", "X", "Y").Append(_ml.Regression.Trainers.Mlp(Quick)).Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<Place, Curves.Prediction>(chain);

        Assert.IsTrue(float.IsFinite(engine.Predict(new Place()).Score));
        StringAssert.EndsWith(
            Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new Place { Y = float.NaN })).Message,
            $" has the value NaN in slot 1 ('Y') of column 'Features', {Remedy}");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new Place { X = float.NegativeInfinity })).Message,
            "has the value -Infinity in slot 0 ('X') of column 'Features', where the model needs a finite number. Clip such values");
    }

    [TestMethod]
    public void Transform_OneVersusAll_RefusesToo()
    {
        var ml = _ml;
        var model = ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.Mlp(Quick)).Fit(Blobs.Keyed(ml));
        var row = ml.Data.LoadFromEnumerable(new[] { new Blobs.KeyedRow { Features = [0, float.NaN, 0, 0] } });

        StringAssert.Contains(
            Assert.Throws<Exception>(() => model.Transform(row).GetColumn<float[]>("Score").ToArray()).Message,
            "The row has the value NaN in slot 1 of its features, where the model needs a finite number.");
    }

    /// <summary>Finite features that the network cannot compute with: the sums become infinite.</summary>
    [TestMethod]
    public void Transform_FeaturesBeyondTheNetwork_AreRefused()
    {
        var model = _ml.Regression.Trainers.Mlp(Quick with { Epochs = 20 }).Fit(Curves.Load(_ml));
        var rows = Curves.Rows(1, 2);
        rows[0].Features = [0.5f, -3e38f];

        StringAssert.Contains(
            Error(model, _ml.Data.LoadFromEnumerable(rows)),
            "its features are too large for the model, the largest is -3E+38 in slot 1 of column 'Features'. Scale the features in the "
            + "pipeline before the trainer (Transforms.NormalizeMeanVariance), or clip them.");
    }

    [TestMethod]
    public void Predict_ModelByItself_RefusesToo() => StringAssert.StartsWith(
        Assert.ThrowsExactly<ArgumentException>(
            () => _ml.Regression.Trainers.Mlp(Quick).Fit(Curves.Load(_ml)).Model.Predict([1, float.NaN], new float[1])).Message,
        "Feature 1 is NaN, where a network needs finite numbers. Replace missing values first.");

    /// <summary>ML.NET's own transformer of binary models reads on several threads and wraps what it meets there.</summary>
    private static string Error(ITransformer model, IDataView data)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => model.Transform(data).GetColumn<float>("Score").ToArray());
        return (error.InnerException ?? error).Message;
    }

    private sealed class Place
    {
        public float X { get; set; }

        public float Y { get; set; }

        public float Label { get; set; }
    }
}
