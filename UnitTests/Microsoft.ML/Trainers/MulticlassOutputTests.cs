using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Trainers;

[TestClass]
public sealed class MulticlassOutputTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Transform_Schema_HasMlNetsColumnsAndAnnotations()
    {
        DataViewSchema schema = Scored(out _).Schema;

        Assert.AreEqual("Key<UInt32, 0-2>", schema["PredictedLabel"].Type.ToString());
        Assert.AreEqual("Vector<Single, 3>", schema["Score"].Type.ToString());
        CollectionAssert.AreEqual(
            new[] { "ScoreColumnKind", "ScoreValueKind", "KeyValues", "ScoreColumnSetId" },
            schema["PredictedLabel"].Annotations.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(
            new[] { "ScoreColumnKind", "ScoreColumnSetId", "ScoreValueKind", "TrainingLabelValues", "SlotNames" },
            schema["Score"].Annotations.Schema.Select(column => column.Name).ToArray());
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Score"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "class 0", "class 1", "class 2" }, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    public void Transform_Twice_CountsScoreColumnSets()
    {
        IDataView scored = Scored(out ITransformer model);

        uint id = 0;
        model.Transform(scored).Schema["Score"].Annotations.GetValue("ScoreColumnSetId", ref id);

        Assert.AreEqual(2u, id);
    }

    [TestMethod]
    public void GetOutputSchema_Shape_AgreesWithTransform()
    {
        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy();
        var chain = _ml.Transforms.Conversion.MapValueToKey("Label", "Class").Append(trainer).Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        IDataView data = _ml.Data.LoadFromEnumerable(WaveData.Rows());

        DataViewSchema schema = chain.Fit(data).Transform(data).Schema;

        Assert.AreEqual(TextDataViewType.Instance, schema["PredictedLabel"].Type);
        Assert.AreEqual(3, ((VectorDataViewType)schema["Score"].Type).Size);
    }

    [TestMethod]
    public void Transform_Rows_PredictsHighestScore()
    {
        IDataView scored = Scored(out _);

        foreach (Prediction row in _ml.Data.CreateEnumerable<Prediction>(scored, reuseRowObject: false))
        {
            Assert.AreEqual(1.0, row.Score.Sum(), 1e-5);
            Assert.AreEqual(Array.IndexOf(row.Score, row.Score.Max()) + 1, (int)row.PredictedLabel);
        }
    }

    [TestMethod]
    public void Predict_Engine_EqualsTransform()
    {
        IDataView scored = Scored(out ITransformer model);
        Prediction[] expected = [.. _ml.Data.CreateEnumerable<Prediction>(scored, reuseRowObject: false)];
        PredictionEngine<WaveData.Row, Prediction> engine = _ml.Model.CreatePredictionEngine<WaveData.Row, Prediction>(model);

        List<WaveData.Row> rows = WaveData.Rows();
        for (int i = 0; i < rows.Count; i++)
        {
            Prediction prediction = engine.Predict(rows[i]);
            CollectionAssert.AreEqual(expected[i].Score, prediction.Score);
            Assert.AreEqual(expected[i].PredictedLabel, prediction.PredictedLabel);
        }
    }

    private IDataView Scored(out ITransformer model)
    {
        IDataView data = WaveData.Load(_ml);
        model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data);
        return model.Transform(data);
    }

    private sealed class Prediction
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
