using Microsoft.ML;
using MlPipelines.UnitTests.CustomTrainers;
using MlPipelines.UnitTests.Pipelines.Saving;

namespace MlPipelines.UnitTests.Pipelines.Prediction;

[TestClass]
public sealed class PredictorTests
{
    private readonly MLContext _ml = new(seed: 1);

    internal sealed class Nothing
    {
        public string Name { get; set; } = "";
    }

    internal sealed class Unknown
    {
        public float Certainty { get; set; }
    }

    [TestMethod]
    public void CreatePredictionEngine_ClassWithoutLabelAndAttributes_GivesTheBitsOfTheTransform()
    {
        var pipeline = Pets.SavedAndLoaded(Pets.Animals(_ml));
        using var engine = pipeline.CreatePredictionEngine<Pets.Point, Blobs.Prediction>();
        var expected = Pets.Bits(pipeline, Blobs.Named(_ml, 30, seed: 9), "Score");
        var found = Blobs.Points(30, seed: 9)
            .SelectMany(point => engine.Predict(new Pets.Point { Features = point.Features }).Score.Select(BitConverter.SingleToInt32Bits));

        CollectionAssert.AreEqual(expected, found.ToArray());
    }

    [TestMethod]
    public void CreatePredictionEngine_DisposedEngine_LeavesThePipeline()
    {
        var pipeline = Pets.Sides(_ml);
        pipeline.CreatePredictionEngine<Pets.Point, Pets.Side>().Dispose();
        using var engine = pipeline.CreatePredictionEngine<Pets.Point, Pets.Side>();

        var side = engine.Predict(new Pets.Point { Features = [1, 0] });
        Assert.AreEqual(side.Score > 0, side.PredictedLabel);
    }

    [TestMethod]
    public void CreatePredictionEngine_MissingInput_NamesTheColumn()
        => Assert.AreEqual(
            "Nothing has no member for the column 'Features' (Vector<Single, 4>), which the pipeline reads; its members are 'Name'. "
                + "(Parameter 'TIn')",
            Assert.ThrowsExactly<ArgumentException>(() => Pets.Animals(_ml).CreatePredictionEngine<Nothing, Blobs.Prediction>()).Message);

    [TestMethod]
    public void CreatePredictionEngine_MissingOutput_NamesTheColumns()
        => StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Pets.Numbers(_ml).CreatePredictionEngine<Pets.Point, Unknown>()).Message,
            "The pipeline has no column 'Certainty'; it gives 'Features' (Vector<Single, 2>), 'Label' (Single), 'Above' (Boolean), "
                + "'Weight' (Single), 'Score' (Single).");

    [TestMethod]
    public void CreatePredictor_ManyThreads_GiveTheBitsOfOne()
    {
        using var predictor = Pets.Animals(_ml).CreatePredictor<Pets.Point, Blobs.Prediction>();
        var points = Blobs.Points(100, seed: 3).Select(point => new Pets.Point { Features = point.Features }).ToList();
        var expected = points.Select(point => predictor.Predict(point).Score).ToList();

        Parallel.For(
            0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => CollectionAssert.AreEqual(expected[i % 100], predictor.Predict(points[i % 100]).Score));
    }

    [TestMethod]
    public void CreatePredictor_WarmPrediction_AllocatesNothing()
    {
        using var predictor = Pets.Animals(_ml).CreatePredictor<Pets.Point, Scores>();
        var point = new Pets.Point { Features = [1, 2, 3, 4] };
        var scores = new Scores();
        for (var i = 0; i < 100; i++)
            predictor.Predict(point, ref scores);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            predictor.Predict(point, ref scores);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Predict_Disposed_Throws()
    {
        var predictor = Pets.Sides(_ml).CreatePredictor<Pets.Point, Pets.Side>();
        predictor.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => predictor.Predict(new Pets.Point { Features = [1, 0] }));
    }

    internal sealed class Scores
    {
        public float[] Score { get; set; } = [];
    }
}
