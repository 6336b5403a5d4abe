using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.CustomMapping;

[TestClass]
public sealed class CustomMappingTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(
        Enumerable.Range(1, 4).Select(i => new Row { A = i, Vector = [i, 2 * i], Name = $"n{i}" }).ToArray());

    [TestMethod]
    public void CustomMapping_Rows_AddsTheMembersOfTheOutput()
    {
        var estimator = Ml.Transforms.CustomMapping<Input, Output>((input, output) =>
        {
            output.Sum = input.A + input.Vector[1];
            output.Upper = input.Name.ToUpperInvariant();
            output.Pair = [input.A, -input.A];
        }, null);

        var mapped = estimator.Fit(Data).Transform(Data);

        CollectionAssert.AreEqual(new[] { 3f, 6f, 9f, 12f }, mapped.GetColumn<float>("Sum").ToArray());
        CollectionAssert.AreEqual(new[] { "N1", "N2", "N3", "N4" }, mapped.GetColumn<string>("Upper").ToArray());
        CollectionAssert.AreEqual(new[] { 4f, -4f }, mapped.GetColumn<float[]>("Pair").Last());
        Assert.AreEqual("A, Vector, Name, Sum, Upper, Pair", string.Join(", ", mapped.Schema.Select(column => column.Name)));
    }

    [TestMethod]
    public void CustomMapping_SeveralColumnsOfARow_CallsTheFunctionOnce()
    {
        var calls = 0;
        var mapped = Ml.Transforms.CustomMapping<Input, Output>((_, _) => calls++, null).Fit(Data).Transform(Data);
        calls = 0;

        _ = Ml.Data.CreateEnumerable<Output>(mapped, reuseRowObject: false).ToArray();

        Assert.AreEqual(4, calls);
    }

    [TestMethod]
    public void CustomMapping_InAChain_PredictsSingleRows()
    {
        var chain = Ml.Transforms.CopyColumns("A2", "A")
            .Append(Ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Sum = 10 * input.A, null))
            .Append(Ml.Transforms.CopyColumns("Final", "Sum"));
        using var engine = Ml.Model.CreatePredictionEngine<Row, Result>(chain.Fit(Data));

        Assert.AreEqual(50f, engine.Predict(new Row { A = 5, Vector = [0, 0] }).Final);
        Assert.AreEqual(70f, engine.Predict(new Row { A = 7, Vector = [0, 0] }).Final);
    }

    [TestMethod]
    public void Fit_MissingOrOtherColumn_Throws()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Transforms.CustomMapping<Stranger, Output>((_, _) => { }, null).Fit(Data));
        Assert.Contains("column 'Nope'", exception.Message);
        exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Transforms.CustomMapping<Wrong, Output>((_, _) => { }, null).Append(Ml.Transforms.CopyColumns("B", "A")).Fit(Data));
        Assert.Contains("Schema mismatch for input column 'A': expected Double, got Single", exception.Message);
        var unbound = Assert.Throws<InvalidOperationException>(() => Ml.Transforms.CustomMapping<Wrong, Output>((_, _) => { }, null).Fit(Data));
        Assert.Contains("Can't bind the IDataView column 'A' of type 'Single'", unbound.Message);
    }

    [TestMethod]
    public void FilterByCustomPredicate_True_DropsTheRow()
    {
        var filtered = Ml.Data.FilterByCustomPredicate<Input>(Data, row => row.A is 2 or 3);

        CollectionAssert.AreEqual(new[] { 1f, 4f }, filtered.GetColumn<float>("A").ToArray());
    }

    [TestMethod]
    public void FilterByStatefulCustomPredicate_EachReading_BeginsAnew()
    {
        var everySecond = Ml.Data.FilterByStatefulCustomPredicate<Input, Count>(Data, (_, count) => count.Rows++ % 2 == 0, count => count.Rows = 0);

        CollectionAssert.AreEqual(new[] { 2f, 4f }, everySecond.GetColumn<float>("A").ToArray());
        CollectionAssert.AreEqual(new[] { 2f, 4f }, everySecond.GetColumn<float>("A").ToArray());
    }

    [TestMethod]
    public void StatefulCustomMapping_EachReading_BeginsAnew()
    {
        var mapping = Ml.Transforms.StatefulCustomMapping<Input, Output, Total>(AddUp, total => total.Sum = 100, null);
        var mapped = mapping.Append(Ml.Transforms.CopyColumns("Copy", "Sum")).Fit(Data).Transform(Data);

        CollectionAssert.AreEqual(new[] { 101f, 103f, 106f, 110f }, mapped.GetColumn<float>("Copy").ToArray());
        CollectionAssert.AreEqual(new[] { 101f, 103f, 106f, 110f }, mapped.GetColumn<float>("Copy").ToArray());
    }

    [TestMethod]
    public void StatefulCustomMapping_CursorSet_HasOneCursorWhereTheStateIsNeeded()
    {
        var mapped = Ml.Transforms.StatefulCustomMapping<Input, Output, Total>(AddUp, total => total.Sum = 0, null).Fit(Data).Transform(Data);

        Assert.HasCount(1, mapped.GetRowCursorSet([mapped.Schema["Sum"]], 4));
    }

    [TestMethod]
    public void StatefulCustomMapping_SingleRows_KeepTheStateOfTheEngine()
    {
        var model = Ml.Transforms.StatefulCustomMapping<Input, Output, Total>(AddUp, total => total.Sum = 0, null)
            .Append(Ml.Transforms.CopyColumns("Final", "Sum")).Fit(Data);
        using var engine = Ml.Model.CreatePredictionEngine<Row, Result>(model);

        Assert.AreEqual(5f, engine.Predict(new Row { A = 5, Vector = [0, 0] }).Final);
        Assert.AreEqual(12f, engine.Predict(new Row { A = 7, Vector = [0, 0] }).Final);
    }

    [TestMethod]
    public void StatefulCustomMapping_NoActions_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => Ml.Transforms.StatefulCustomMapping<Input, Output, Total>(null!, _ => { }, null));
        Assert.Throws<ArgumentNullException>(() => Ml.Transforms.StatefulCustomMapping<Input, Output, Total>(AddUp, null!, null));
    }

    private static void AddUp(Input input, Output output, Total total) => output.Sum = total.Sum += input.A;

    private sealed class Total
    {
        public float Sum { get; set; }
    }

    private sealed class Count
    {
        public int Rows { get; set; }
    }

    private sealed class Row
    {
        public float A { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class Input
    {
        public float A { get; set; }

        public float[] Vector { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class Output
    {
        public float Sum { get; set; }

        public string Upper { get; set; } = "";

        [VectorType(2)]
        public float[] Pair { get; set; } = [0, 0];
    }

    private sealed class Result
    {
        public float Final { get; set; }
    }

    private sealed class Stranger
    {
        public int Nope { get; set; }
    }

    private sealed class Wrong
    {
        public double A { get; set; }
    }
}
