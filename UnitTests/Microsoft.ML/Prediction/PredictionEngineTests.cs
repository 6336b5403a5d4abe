using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Prediction;

[TestClass]
public sealed class PredictionEngineTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(new[] { new Input { Id = 1, Vector = [1, 2] } });

    private static ITransformer Model => Ml.Transforms.CopyColumns("Copy", "Vector").Append(Ml.Transforms.CopyColumns("Id2", "Id")).Fit(Data);

    [TestMethod]
    public void Predict_SeveralInputs_GivesEachItsOwnResult()
    {
        using var engine = Ml.Model.CreatePredictionEngine<Input, Output>(Model);

        var first = engine.Predict(new Input { Id = 7, Vector = [3, 4] });
        var second = engine.Predict(new Input { Id = 8, Vector = [5, 6] });

        Assert.AreEqual(7, first.Id2);
        CollectionAssert.AreEqual(new[] { 3f, 4f }, first.Copy);
        CollectionAssert.AreEqual(new[] { 5f, 6f }, second.Copy);
    }

    [TestMethod]
    public void Predict_IntoAnObject_ReusesItsArrays()
    {
        using var engine = Ml.Model.CreatePredictionEngine<Input, Output>(Model);
        var output = new Output { Copy = new float[2] };
        var array = output.Copy;

        engine.Predict(new Input { Id = 9, Vector = [1, 2] }, ref output);

        Assert.AreSame(array, output.Copy);
        CollectionAssert.AreEqual(new[] { 1f, 2f }, array);
    }

    [TestMethod]
    public void Predict_Null_Throws()
    {
        using var engine = Ml.Model.CreatePredictionEngine<Input, Output>(Model);

        Assert.Throws<ArgumentNullException>(() => engine.Predict(null!));
    }

    [TestMethod]
    public void Create_InputWithoutANeededColumn_Throws()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Model.CreatePredictionEngine<Output, Output>(Model));
        Assert.Contains("Could not find input column 'Vector'", exception.Message);
    }

    [TestMethod]
    public void Create_OutputWithoutColumn_ThrowsUnlessIgnored()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Model.CreatePredictionEngine<Input, Stranger>(Model, ignoreMissingColumns: false));
        using var engine = Ml.Model.CreatePredictionEngine<Input, Stranger>(Model);
        Assert.AreEqual(5, engine.Predict(new Input { Vector = [1, 2] }).Nope);
    }

    [TestMethod]
    public void Create_WithSchema_TakesTheTypesFromIt()
    {
        using var engine = Ml.Model.CreatePredictionEngine<FreeInput, Output>(Model, Data.Schema);

        Assert.AreEqual("Vector<Single, 2>", engine.OutputSchema["Copy"].Type.ToString());
        CollectionAssert.AreEqual(new[] { 4f, 5f }, engine.Predict(new FreeInput { Vector = [4, 5] }).Copy);
    }

    [TestMethod]
    public void Create_NoRowToRowMapper_Throws() =>
        Assert.Throws<ArgumentNullException>(() => Ml.Model.CreatePredictionEngine<Input, Output>(null!));

    private sealed class Input
    {
        public int Id { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [];
    }

    private sealed class FreeInput
    {
        public int Id { get; set; }

        public float[] Vector { get; set; } = [];
    }

    private sealed class Output
    {
        public int Id2 { get; set; }

        public float[]? Copy { get; set; }
    }

    private sealed class Stranger
    {
        public int Nope { get; set; } = 5;
    }
}
