using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.CustomTrainers;

namespace MlPipelines.UnitTests.Pipelines;

/// <summary>The examples of docs/pipelines.md.</summary>
[TestClass]
public sealed class DocumentedExamplesTests
{
    [TestMethod]
    public void SaveLoadPredict()
    {
        using var folder = new TemporaryFolder();
        var path = folder["towns.zip"];
        var random = new Random(1);
        var towns = Enumerable.Range(0, 1000).Select(_ => new Town { Place = [random.NextSingle(), random.NextSingle()] }).ToList();
        foreach (var town in towns)
            town.Label = town.Place[0] * town.Place[1] > 0.25f ? "north" : "south";

        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(towns);
        var model = ml.Transforms.NormalizeMeanVariance("Features", "Place")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [16], Epochs = 20, Seed = 1 }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        new TrainedPipeline(model, data.Schema, ml: ml).Save(path);

        var pipeline = TrainedPipeline.Load(path);

        using var predictor = pipeline.CreatePredictor<Place, Region>();
        var region = predictor.Predict(new Place { Coordinates = [0.9f, 0.8f] });

        using var records = pipeline.CreateRecordPredictor();
        var prediction = records.PredictJson("""{"Place":[0.9,0.8]}""");

        Assert.AreEqual("north", region.PredictedLabel);
        Assert.AreEqual("north", prediction.Label);
        Assert.IsGreaterThan(0.5f, prediction.Scores[0].Score);
        StringAssert.Matches(
            prediction.ToJson(),
            new("""^\{"label":"north","scores":\[\{"label":"north","score":0\.\d+\},\{"label":"south","score":0\.\d+\}\]\}$"""));
    }

    [TestMethod]
    public void OwnFile_Example_AnswersWithTheFilesColumnsAndClasses()
    {
        using var folder = new TemporaryFolder();
        var rows = from i in Enumerable.Range(0, 240)
                   let area = 30 + (i * 7 % 120)
                   select $"{i},{area},{(i % 3 == 0 ? "Graz" : "Wien")},{(i % 2 == 0 ? "yes" : "no")},{(area > 80 ? "dear" : "cheap")}\n";
        var csv = folder.Write("houses.csv", "id,area,town,garden,kind\n" + string.Concat(rows));
        var path = folder["houses.zip"];
        var ml = new MLContext(seed: 1);

        var data = CsvData.Load(csv, new CsvOptions { Label = "kind", Ignore = ["id"], Task = LearningTask.Multiclass });
        var model = ml.Transforms.NormalizeMeanVariance("Features")
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [16], Epochs = 40, Seed = 1 }))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data.DataSet.Train);
        new TrainedPipeline(model, data.DataSet).Save(path);

        using var houses = TrainedPipeline.Load(path).CreateRecordPredictor();
        var house = houses.Predict(new Dictionary<string, object?> { ["area"] = 130, ["town"] = "Graz", ["garden"] = true });

        Assert.AreEqual("dear", house.Label);
        CollectionAssert.AreEquivalent(new[] { "cheap", "dear" }, house.Scores.Select(score => score.Label).ToList());
    }

    [TestMethod]
    public void TransformerOfYourOwn()
    {
        var ml = new MLContext(seed: 1);
        var data = Curves.Load(ml, count: 20);
        using var stream = new MemoryStream();
        new TrainedPipeline(new Doubled(ml.Transforms.CopyColumns("Copy", "Label").Fit(data), "by hand"), data.Schema, ml: ml).Save(stream);

        stream.Position = 0;
        var error = Assert.ThrowsExactly<InvalidDataException>(() => TrainedPipeline.Load(stream, "memory"));
        StringAssert.Contains(error.Message, "is of the kind 'doubled', which is not known to this program. It knows ");

        stream.Position = 0;
        SavedKinds.Add(SavedKind.Of<Doubled>());
        var loaded = TrainedPipeline.Load(stream, "memory");
        Assert.AreEqual("by hand", ((Doubled)loaded.Model).Note);
    }

    internal sealed class Town
    {
        [VectorType(2)]
        public float[] Place { get; set; } = [];

        public string Label { get; set; } = "";
    }

    internal sealed class Place
    {
        [ColumnName("Place")]
        public float[] Coordinates { get; set; } = [];
    }

    internal sealed class Region
    {
        public string PredictedLabel { get; set; } = "";
    }

    private sealed class Doubled(ITransformer inner, string note) : ITransformer, ISavable<Doubled>
    {
        public static string Kind => "doubled";

        public string Note => note;

        public bool IsRowToRowMapper => inner.IsRowToRowMapper;

        public static Doubled LoadState(ComponentReader reader)
        {
            var ml = new MLContext();
            return new Doubled(ml.Transforms.CopyColumns("Copy", "Label").Fit(Curves.Load(ml, count: 1)), reader.Get<string>("note"));
        }

        public void SaveState(ComponentWriter writer) => writer.Set("note", note);

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public IDataView Transform(IDataView input) => inner.Transform(input);
    }
}
