using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Optimizers;

namespace MlPipelines.UnitTests.CustomTrainers;

[TestClass]
public sealed class MlpTests
{
    private static readonly MlpOptions Quick = new()
    {
        HiddenLayers = [16, 8],
        Epochs = 15,
        BatchSize = 16,
        Seed = 3,
        Optimizer = new AdamOptions { LearningRate = 0.01 },
    };

    /// <summary>The README's program: any ML.NET pipeline, with our trainer in it.</summary>
    [TestMethod]
    public void Mlp_InAnOrdinaryPipeline_LearnsAndPredictsNames()
    {
        var ml = new MLContext(seed: 1);
        var pipeline = ml.Transforms.NormalizeMeanVariance("Features")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.Mlp(Quick))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        var model = pipeline.Fit(Blobs.Named(ml, 600, seed: 1));
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(Blobs.Named(ml, 300, seed: 2)));

        Assert.IsGreaterThan(0.9, metrics.MicroAccuracy);
        Assert.IsLessThan(0.3, metrics.LogLoss);
        var engine = ml.Model.CreatePredictionEngine<Blobs.Row, Blobs.Prediction>(model);
        var prediction = engine.Predict(new Blobs.Row { Features = [3, 0, 0, 0] });
        Assert.AreEqual("dog", prediction.PredictedLabel);
        Assert.AreEqual(1, prediction.Score.Sum(), 1e-5);
        Assert.AreEqual("cat", engine.Predict(new Blobs.Row { Features = [0, 3, 0, 0] }).PredictedLabel);
    }

    [TestMethod]
    public void Fit_Model_HasHistoryNetworkAndClassNames()
    {
        var ml = new MLContext(1);
        var data = Keyed(ml, Blobs.Named(ml));

        var model = ml.MulticlassClassification.Trainers.Mlp(Quick with { Monitors = [new("validation", data)] }).Fit(data).Model;

        Assert.AreEqual(15, model.History.Entries.Count);
        Assert.AreEqual("validation", model.History.Entries[^1].Monitors.Single().Name);
        Assert.IsLessThan(model.History.Entries[0].Monitors[0].Loss, model.History.Entries[^1].Monitors[0].Loss);
        Assert.AreEqual(4 * 16 + 16 + 16 * 8 + 8 + 8 * 3 + 3, model.Network.ParameterCount);
        Assert.AreEqual(4, model.FeatureCount);
        Assert.AreEqual(3, model.OutputCount);
        Assert.HasCount(3, model.ClassNames!);
    }

    [TestMethod]
    public void Fit_SameSeedAndOtherThreadCount_GivesBitwiseTheSameNetwork()
    {
        var ml = new MLContext(1);
        var data = Blobs.Keyed(ml);

        var one = ml.MulticlassClassification.Trainers.Mlp(Quick with { Threads = 1 }).Fit(data).Model.Network.ParameterValues.ToArray();
        var two = ml.MulticlassClassification.Trainers.Mlp(Quick with { Threads = 2 }).Fit(data).Model.Network.ParameterValues.ToArray();
        var other = ml.MulticlassClassification.Trainers.Mlp(Quick with { Seed = 4 }).Fit(data).Model.Network.ParameterValues.ToArray();

        CollectionAssert.AreEqual(one, two);
        CollectionAssert.AreNotEqual(one, other);
    }

    [TestMethod]
    public void Transform_ByCursorSetAndByRowMapper_AgreeWithTheModel()
    {
        var ml = new MLContext(1);
        var data = Blobs.Keyed(ml, 50);
        var transformer = ml.MulticlassClassification.Trainers.Mlp(Quick).Fit(data);
        var features = data.GetColumn<float[]>("Features").ToArray();

        var scored = transformer.Transform(data);
        var scores = scored.GetColumn<float[]>("Score").ToArray();
        var labels = scored.GetColumn<uint>("PredictedLabel").ToArray();

        var expected = new float[3];
        for (var i = 0; i < features.Length; i++)
        {
            transformer.Model.Predict(features[i], expected);
            CollectionAssert.AreEqual(expected, scores[i]);
            Assert.AreEqual((uint)Array.IndexOf(expected, expected.Max()) + 1, labels[i]);
        }
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Transform_RowWithMissingOrInfiniteFeature_IsRefusedAndNoOther(float value)
    {
        var ml = new MLContext(1);
        var transformer =
            ml.MulticlassClassification.Trainers.Mlp(Quick).Fit(Blobs.Keyed(ml));
        var data = ml.Data.LoadFromEnumerable(new[]
        {
            new Blobs.KeyedRow { Features = [3, 0, 0, 0], Label = 1 },
            new Blobs.KeyedRow { Features = [0, value, 0, 0], Label = 1 },
        });

        var scored = transformer.Transform(data);

        var text = $"The row at position 1 has the value {value} in slot 1 of column 'Features', where the model needs a finite number.";
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidOperationException>(() => scored.GetColumn<float[]>("Score").ToArray()).Message, text);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidOperationException>(() => scored.GetColumn<uint>("PredictedLabel").ToArray()).Message, text);
        Assert.IsTrue(scored.GetColumn<float[]>("Score").First().All(float.IsFinite));
    }

    [TestMethod]
    public void Transformer_IsASingleFeaturePredictionTransformer()
    {
        var ml = new MLContext(1);
        ISingleFeaturePredictionTransformer<NetworkModel> transformer =
            ml.MulticlassClassification.Trainers.Mlp(Quick).Fit(Blobs.Keyed(ml));

        Assert.AreEqual("Features", transformer.FeatureColumnName);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4), transformer.FeatureColumnType);
        Assert.AreEqual(3, transformer.Model.OutputCount);
    }

    private static IDataView Keyed(MLContext ml, IDataView data)
        => ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
}
