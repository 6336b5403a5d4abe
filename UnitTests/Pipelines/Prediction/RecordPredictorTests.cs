using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Prediction;
using MlPipelines.UnitTests.CustomTrainers;
using MlPipelines.UnitTests.Pipelines.Harness;
using MlPipelines.UnitTests.Pipelines.Saving;

namespace MlPipelines.UnitTests.Pipelines.Prediction;

[TestClass]
public sealed class RecordPredictorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Predict_Dictionary_GivesTheLabelsSortedWithTheEnginesScores()
    {
        var pipeline = Pets.Animals(_ml);
        using var predictor = pipeline.CreateRecordPredictor();
        using var engine = pipeline.CreatePredictionEngine<Pets.Point, Blobs.Prediction>();
        foreach (var (features, _) in Blobs.Points(20, seed: 4))
        {
            var expected = engine.Predict(new Pets.Point { Features = features });
            var prediction = predictor.Predict(new Dictionary<string, object?> { ["Features"] = features });

            Assert.AreEqual(expected.PredictedLabel, prediction.Label);
            Assert.IsNull(prediction.Value);
            CollectionAssert.AreEqual(expected.Score.OrderDescending().ToArray(), prediction.Scores.Select(score => score.Score).ToArray());
            CollectionAssert.AreEquivalent(new[] { "dog", "cat", "bird" }, prediction.Scores.Select(score => score.Label).ToArray());
            Assert.AreEqual(expected.PredictedLabel, prediction.Scores[0].Label);
        }
    }

    [TestMethod]
    public void Predict_NumbersOfAnyType_AreTheSameRecord()
    {
        using var predictor = Pets.Animals(_ml).CreateRecordPredictor();
        var expected = predictor.Predict(Record(new[] { 1f, 2f, 3f, 0.5f })).ToJson();

        Assert.AreEqual(expected, predictor.Predict(Record(new[] { 1.0, 2.0, 3.0, 0.5 })).ToJson());
        Assert.AreEqual(expected, predictor.Predict(Record(new object?[] { 1, 2L, "3", 0.5m })).ToJson());
        Assert.AreEqual(expected, predictor.PredictJson("""{"id":"x","Features":[1,2,3.0,5e-1]}""").ToJson());
    }

    [TestMethod]
    public void PredictJson_Binary_HasTheProbabilitiesOfBoth()
    {
        using var predictor = Pets.Sides(_ml).CreateRecordPredictor();
        var prediction = predictor.PredictJson("""{"Features":[1,0]}""");

        CollectionAssert.AreEquivalent(new[] { "true", "false" }, prediction.Scores.Select(score => score.Label).ToArray());
        Assert.AreEqual(prediction.Label, prediction.Scores[0].Label);
        Assert.IsGreaterThanOrEqualTo(prediction.Scores[1].Score, prediction.Scores[0].Score);
        Assert.AreEqual(1, prediction.Scores.Sum(score => score.Score), 1e-6);
    }

    [TestMethod]
    public void PredictJson_Regression_GivesTheValue()
    {
        var pipeline = Pets.Numbers(_ml);
        using var predictor = pipeline.CreateRecordPredictor();
        using var engine = pipeline.CreatePredictionEngine<Pets.Point, Pets.Value>();
        var prediction = predictor.PredictJson("""{"Features":[0.25,-1]}""");

        Assert.AreEqual(engine.Predict(new Pets.Point { Features = [0.25f, -1] }).Score, prediction.Value);
        Assert.IsNull(prediction.Label);
        Assert.AreEqual($$"""{"value":{{prediction.Value}}}""", prediction.ToJson());
    }

    [TestMethod]
    public void ToJson_Classes_IsOneLineInTheirOrder()
        => Assert.AreEqual(
            """{"label":"Ö","scores":[{"label":"Ö","score":0.75},{"label":"b","score":0.25}]}""",
            new RecordPrediction("Ö", null, [new ClassScore("Ö", 0.75f), new ClassScore("b", 0.25f)]).ToJson());

    [TestMethod]
    public void Predict_ClassNames_StandInPlaceOfNumbers()
    {
        var data = SmallData.Create();
        var model = _ml.Transforms.NormalizeMeanVariance("Features").Append(_ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(_ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { Epochs = 30, BatchSize = 8 })).Fit(data.Train);
        using var predictor = Pets.SavedAndLoaded(new TrainedPipeline(model, data.Train.Schema, data.ClassNames, ml: _ml))
            .CreateRecordPredictor();

        Assert.AreEqual("a", predictor.PredictJson("""{"Features":[111,0.01]}""").Label);
    }

    [TestMethod]
    public void Predict_NamedSlots_TakeValuesByTheirNames()
    {
        var data = _ml.Data.LoadFromEnumerable(
            Curves.Rows(100, seed: 1)
                .Select(row => new Place { Longitude = row.Features[0], Latitude = row.Features[1], Label = row.Label }));
        var view = _ml.Transforms.Concatenate("Features", "Longitude", "Latitude").Fit(data).Transform(data);
        var pipeline = new TrainedPipeline(_ml.Regression.Trainers.Mlp(new MlpOptions { Epochs = 1 }).Fit(view), view.Schema, ml: _ml);
        using var predictor = Pets.SavedAndLoaded(pipeline).CreateRecordPredictor();

        Assert.AreEqual(
            predictor.PredictJson("""{"Features":[1,2]}"""), predictor.PredictJson("""{"Latitude":2,"Longitude":1}""")
                with
            { Scores = predictor.PredictJson("""{"Features":[1,2]}""").Scores });
        RequireError(
            predictor, """{"Latitude":2}""",
            "The record has no 'Features' (Vector<Single, 2>) and no 'Longitude', one of its 2 values; it has 'Latitude'.");
    }

    [TestMethod]
    public void Predict_ColumnsOfMixedTypes_AreRead()
    {
        var rows = Enumerable.Range(0, 60)
            .Select(i => new House { Area = 50 + i, City = i % 2 == 0 ? "Bern" : "Rome", New = i % 3 == 0, Label = i });
        var data = _ml.Data.LoadFromEnumerable(rows.ToList());
        var model = _ml.Transforms.Categorical.OneHotEncoding("City").Append(_ml.Transforms.Conversion.ConvertType("New"))
            .Append(_ml.Transforms.Conversion.ConvertType("Area")).Append(_ml.Transforms.Concatenate("Features", "Area", "City", "New"))
            .Append(_ml.Regression.Trainers.Mlp(new MlpOptions { Epochs = 1 })).Fit(data);
        using var predictor = Pets.SavedAndLoaded(new TrainedPipeline(model, data.Schema, ml: _ml)).CreateRecordPredictor();

        CollectionAssert.AreEqual(new[] { "Area", "City", "New" }, predictor.InputSchema.Select(column => column.Name).ToArray());
        Assert.AreEqual(
            predictor.PredictJson("""{"Area":70,"City":"Rome","New":true}""").Value,
            predictor.Predict(new Dictionary<string, object?> { ["Area"] = 70.0, ["City"] = "Rome", ["New"] = "true" }).Value);
        RequireError(
            predictor, """{"Area":70.5,"City":"Rome","New":true}""", "The record's 'Area' is 70.5, where Int32 was expected (Int32).");
        RequireError(
            predictor, """{"Area":7000000000,"City":"Rome","New":true}""",
            "The record's 'Area' is 7000000000, where Int32 was expected (Int32).");
        RequireError(predictor, """{"Area":70,"City":5,"New":true}""", "The record's 'City' is 5, where text was expected (String).");
        RequireError(predictor, """{"Area":70,"City":"Rome","New":1}""", "The record's 'New' is 1, where Boolean was expected (Boolean).");
    }

    [TestMethod]
    [DataRow("""{"Feature":[1,2,3,4]}""", "The record has no 'Features' (Vector<Single, 4>); it has 'Feature'.")]
    [DataRow("{}", "The record has no 'Features' (Vector<Single, 4>); it has nothing.")]
    [DataRow("""{"Features":[1,2,3]}""", "The record's 'Features' has 3 values, where 4 were expected (Vector<Single, 4>).")]
    [DataRow("""{"Features":7}""", "The record's 'Features' is 7, where a list was expected (Vector<Single, 4>).")]
    [DataRow("""{"Features":[1,2,"x",4]}""", "The record's 'Features'[2] is \"x\", where Single was expected (Vector<Single, 4>).")]
    [DataRow("""{"Features":[1,2,1e99,4]}""", "The record's 'Features'[2] is 1e99, where Single was expected (Vector<Single, 4>).")]
    [DataRow("[1,2]", "A JSON object was expected, such as {\"Features\":…}; found Array. (Parameter 'line')")]
    public void PredictJson_WrongRecord_SaysWhatAndWhere(string line, string expected)
    {
        using var predictor = Pets.Animals(_ml).CreateRecordPredictor();
        RequireError(predictor, line, expected);
    }

    [TestMethod]
    [DataRow("""{"Features":[1,2""")]
    [DataRow("""{"Features":[1,2,3,4],"Features":[1,2,3,4]}""")]
    [DataRow("""{"\ud800":1}""")]
    public void PredictJson_NoJson_SaysWhere(string line)
    {
        using var predictor = Pets.Animals(_ml).CreateRecordPredictor();
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => predictor.PredictJson(line)).Message, "The line is not a JSON object: ");
    }

    [TestMethod]
    public void PredictJson_MissingNumber_IsAnError()
    {
        using var predictor = Pets.Animals(_ml).CreateRecordPredictor();
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => predictor.PredictJson("""{"Features":[1,2,null,4]}"""));
        StringAssert.Contains(error.Message, "has the value NaN in slot 2 of column 'Features', where the model needs a finite number.");
        Assert.IsNotNull(predictor.PredictJson("""{"Features":[1,2,3,4]}""").Label);
    }

    [TestMethod]
    public void Predict_WrongValue_TellsTheColumn()
    {
        using var predictor = Pets.Animals(_ml).CreateRecordPredictor();
        var error = Assert.ThrowsExactly<RecordException>(() => predictor.PredictJson("""{"Features":[1,"x",3,4]}"""));
        Assert.AreEqual("Features", error.Column);
    }

    [TestMethod]
    public void CreateRecordPredictor_NoScore_SaysWhatThereIs()
    {
        var data = Curves.Load(_ml);
        var pipeline = new TrainedPipeline(_ml.Transforms.NormalizeMinMax("Features").Fit(data), data.Schema, ml: _ml);
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidOperationException>(pipeline.CreateRecordPredictor).Message,
            "The pipeline does not end in a classification or a regression: its output needs a column 'Score' of Single or of a vector of "
                + "them; it has 'Features' (Vector<Single, 2>)");
    }

    [TestMethod]
    public void Predict_ManyThreads_GiveEachRecordItsPrediction()
    {
        using var predictor = Pets.Animals(_ml).CreateRecordPredictor();
        var points = Blobs.Points(200, seed: 5).Select(point => Record(point.Features)).ToList();
        var expected = points.Select(point => predictor.Predict(point).ToJson()).ToList();

        Parallel.For(
            0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => Assert.AreEqual(expected[i % 200], predictor.Predict(points[i % 200]).ToJson()));
    }

    private static Dictionary<string, object?> Record(object features) => new() { ["Features"] = features };

    private static void RequireError(RecordPredictor predictor, string line, string expected)
        => Assert.AreEqual(expected, Assert.Throws<ArgumentException>(() => predictor.PredictJson(line)).Message);

    internal sealed class Place
    {
        public float Longitude { get; set; }

        public float Latitude { get; set; }

        public float Label { get; set; }
    }

    internal sealed class House
    {
        public int Area { get; set; }

        public string City { get; set; } = "";

        public bool New { get; set; }

        public float Label { get; set; }
    }
}
