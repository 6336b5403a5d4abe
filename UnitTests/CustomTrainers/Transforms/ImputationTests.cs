using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.UnitTests.CustomTrainers.Saving;

namespace MlPipelines.UnitTests.CustomTrainers.Transforms;

[TestClass]
public sealed class ImputationTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Fit_MissingValues_BecomeTheMeanWithASlotThatTells()
    {
        var data = Data([1, float.NaN, 5, float.NaN], [3, 4, 5, float.NaN], [float.NaN, 6, 6.5f, float.NaN]);

        var transformer = _ml.Transforms.ImputeMissingValues("Filled", "Features").Fit(data);

        CollectionAssert.AreEqual(new[] { 2f, 5, 5.5f, 0 }, transformer.Means.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 3 }, transformer.MissingSlots.ToArray());
        var filled = transformer.Transform(data).GetColumn<float[]>("Filled").ToArray();
        CollectionAssert.AreEqual(new[] { 1f, 5, 5, 0, 0, 1, 1 }, filled[0]);
        CollectionAssert.AreEqual(new[] { 2f, 6, 6.5f, 0, 1, 0, 1 }, filled[2]);
        var later = transformer.Transform(Data([1, 2, float.NaN, 8])).GetColumn<float[]>("Filled").Single();
        CollectionAssert.AreEqual(new[] { 1f, 2, 5.5f, 8, 0, 0, 0 }, later, "a slot that was always there is filled too");
    }

    [TestMethod]
    public void Transform_SlotNames_SurviveAndNameWhatIsMissing()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Named { Age = 3, Size = float.NaN }, new Named { Age = 4, Size = 1 } });
        var view = _ml.Transforms.Concatenate("Features", "Age", "Size").Fit(data).Transform(data);

        var filled = _ml.Transforms.ImputeMissingValues("Features").Fit(view).Transform(view);

        CollectionAssert.AreEqual(new[] { "Age", "Size", "Size is missing" }, Names(filled.Schema["Features"]));
        var plain = _ml.Transforms.ImputeMissingValues("Features").Fit(Data([1, float.NaN])).Transform(Data([1, 2]));
        CollectionAssert.AreEqual(new[] { "", "", "Features[1] is missing" }, Names(plain.Schema["Features"]));
        var complete = _ml.Transforms.ImputeMissingValues("Features").Fit(Data([1, 2])).Transform(Data([1, float.NaN]));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), complete.Schema["Features"].Type);
        CollectionAssert.AreEqual(new[] { 1f, 2 }, complete.GetColumn<float[]>("Features").Single());
    }

    [TestMethod]
    public void Fit_Weights_CountInTheMeans()
    {
        var rows = Curves.Rows(3, 1);
        (rows[0].Features, rows[1].Features, rows[2].Features) = ([1, 2], [5, float.NaN], [float.NaN, float.NaN]);
        (rows[0].Weight, rows[1].Weight, rows[2].Weight) = (3, 1, 0);

        var transformer = _ml.Transforms.ImputeMissingValues("Features", exampleWeightColumnName: "Weight")
            .Fit(_ml.Data.LoadFromEnumerable(rows));

        CollectionAssert.AreEqual(new[] { 2f, 2 }, transformer.Means.ToArray());
        CollectionAssert.AreEqual(new[] { 1 }, transformer.MissingSlots.ToArray(), "the row without weight tells of nothing");
    }

    [TestMethod]
    public void ModelSave_Chain_PredictsTheSameBits()
    {
        var rows = Curves.Rows(60, 1);
        for (var i = 0; i < rows.Count; i += 5)
            rows[i].Features[i % 2] = float.NaN;
        var data = _ml.Data.LoadFromEnumerable(rows);
        var model = _ml.Transforms.ImputeMissingValues("Features")
            .Append(_ml.Regression.Trainers.Mlp(new MlpOptions { Epochs = 2, Threads = 1 })).Fit(data);

        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);

        CollectionAssert.AreEqual(
            model.Transform(data).GetColumn<float>("Score").ToArray(), loaded.Transform(data).GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    public void Fit_RowsThatGiveNoMeans_AreRefused()
    {
        Assert.AreEqual(
            "There are no rows to measure the means of column 'Features' on.",
            Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Transforms.ImputeMissingValues("Features").Fit(Data())).Message);
        Assert.AreEqual(
            "There are no rows of a weight above 0 in column 'Weight' to measure the means of column 'Features' on.",
            Assert.ThrowsExactly<InvalidOperationException>(
                () => _ml.Transforms.ImputeMissingValues("Features", exampleWeightColumnName: "Weight").Fit(Weightless())).Message);
        Assert.AreEqual(
            "The row at position 0 has the value Infinity in slot 1 of column 'Features', where a finite number or NaN, a missing value, "
            + "was expected. Clip it, or make it NaN.",
            Assert.ThrowsExactly<InvalidOperationException>(
                () => _ml.Transforms.ImputeMissingValues("Features").Fit(Data([1, float.PositiveInfinity]))).Message);
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => _ml.Transforms.ImputeMissingValues("Features").Fit(Data([1, 2])).Transform(Data([1, 2, 3]))).Message,
            "expected Vector<Single, 2>, as in training, got Vector<Single, 3>.");
    }

    [TestMethod]
    public void Load_DamagedState_IsRefused()
    {
        var transformer = _ml.Transforms.ImputeMissingValues("Features").Fit(Data([1, float.NaN]));

        Assert.AreEqual(
            "'memory': the missing slots are 2, where ascending ones from 0 to 1 were expected.",
            Reloading.RequireError(transformer, (values, _) => values["state"]!["missingSlots"]![0] = 2));
        Assert.AreEqual(
            "'memory': a mean is not finite.",
            Reloading.RequireError(transformer, (values, _) => values["state"]!["means"]![0] = "NaN"));
    }

    private IDataView Weightless() => _ml.Data.LoadFromEnumerable(
        Curves.Rows(3, seed: 1).Select(row => new Curves.Row { Features = row.Features, Weight = 0 }).ToList());

    private IDataView Data(params float[][] rows)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Length == 0 ? 2 : rows[0].Length);
        return _ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Features = row }).ToList(), definition);
    }

    private static string[] Names(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue("SlotNames", ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class Named
    {
        public float Age { get; set; }

        public float Size { get; set; }
    }
}
