using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.UnitTests.CustomTrainers.Saving;

namespace MlPipelines.UnitTests.CustomTrainers.Transforms;

/// <summary>The smooth robust scaling and the transformation to normal distributions as components of ML.NET; their numbers are tested
/// in the folder of Numerics.</summary>
[TestClass]
public sealed class SlotScalingTests
{
    private static readonly float[][] Rows = [[1, 0], [2, float.NaN], [3, 0], [4, 0], [5, 8]];

    private readonly MLContext _ml = new(1);

    /// <summary>Quartiles 2 and 4 and the median 3; of the other column 0, 2 and 0.</summary>
    [TestMethod]
    public void SmoothRobustScaling_Rows_AreScaledAndBounded()
    {
        var data = Data(Rows);
        var later = Data([6, 4], [3, float.NaN]);

        var plain = _ml.Transforms.SmoothRobustScaling("Scaled", "Features", smoothClip: false).Fit(data).Transform(later);
        var clipped = _ml.Transforms.SmoothRobustScaling("Features").Fit(data).Transform(later);

        CollectionAssert.AreEqual(new[] { 1.5f, 2 }, plain.GetColumn<float[]>("Scaled").First());
        CollectionAssert.AreEqual(new[] { 0, float.NaN }, plain.GetColumn<float[]>("Scaled").Last());
        CollectionAssert.AreEqual(
            new[] { (float)(1.5 / Math.Sqrt(1.25)), (float)(2 / Math.Sqrt(1 + (4 / 9.0))) },
            clipped.GetColumn<float[]>("Features").First());
        CollectionAssert.AreEqual(new[] { 6f, 4 }, plain.GetColumn<float[]>("Features").First(), "the input stays");
    }

    /// <summary>The third of five values stands in the middle; the fourth at the upper quartile of the normal distribution.</summary>
    [TestMethod]
    public void QuantileToNormal_Rows_BecomeNormal()
    {
        var normal = _ml.Transforms.QuantileToNormal("Normal", "Features").Fit(Data(Rows)).Transform(Data([3, 9], [4, float.NaN]));

        var rows = normal.GetColumn<float[]>("Normal").ToArray();
        Assert.AreEqual(0, rows[0][0], 1e-6);
        Assert.AreEqual(5.1993377, rows[0][1], 1e-5);
        Assert.AreEqual(0.67448974, rows[1][0], 1e-6);
        Assert.IsTrue(float.IsNaN(rows[1][1]));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void ModelSave_Chain_PredictsTheSameBits(string kind)
    {
        var data = Curves.Load(_ml);
        var model = Estimator(kind).Append(_ml.Regression.Trainers.Mlp(new MlpOptions { Epochs = 2, Threads = 1 })).Fit(data);

        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var loaded = new MLContext().Model.Load(stream, out _);

        CollectionAssert.AreEqual(
            model.Transform(data).GetColumn<float>("Score").ToArray(), loaded.Transform(data).GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void GetOutputSchema_Names_Survive(string kind)
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Named { Age = 3, Size = 5 }, new Named { Age = 4, Size = 1 } });
        var view = _ml.Transforms.Concatenate("Features", "Age", "Size").Fit(data).Transform(data);

        var schema = Estimator(kind).Fit(view).GetOutputSchema(view.Schema);

        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["Features"].Annotations.GetValue("SlotNames", ref names);
        CollectionAssert.AreEqual(new[] { "Age", "Size" }, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    [DataRow("robust", "quartiles")]
    [DataRow("quantile", "quantiles")]
    public void Fit_RowsThatGiveNoFigures_AreRefused(string kind, string figures)
    {
        Assert.AreEqual(
            $"There are no rows to measure the {figures} of column 'Features' on.",
            Assert.ThrowsExactly<InvalidOperationException>(() => Estimator(kind).Fit(Data())).Message);
        const string Infinite = "The row at position 1 has the value -Infinity in slot 1 of column 'Features', where a finite number or "
            + "NaN, a missing value, was expected. Clip it, or make it NaN.";
        var bad = Data([1, 1], [1, float.NegativeInfinity]);
        Assert.AreEqual(Infinite, Assert.ThrowsExactly<InvalidOperationException>(() => Estimator(kind).Fit(bad)).Message);
        Assert.AreEqual(
            Infinite,
            Assert.ThrowsExactly<InvalidOperationException>(
                () => Estimator(kind).Fit(Data(Rows)).Transform(bad).GetColumn<float[]>("Features").ToArray()).Message);
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Estimator(kind).Fit(Data(Rows)).Transform(Data([1, 2, 3]))).Message,
            "expected Vector<Single, 2>, as in training, got Vector<Single, 3>.");
    }

    [TestMethod]
    public void Load_DamagedState_IsRefused()
    {
        var robust = (ISavable)Estimator("robust").Fit(Data(Rows));
        var quantile = (ISavable)Estimator("quantile").Fit(Data(Rows));

        StringAssert.StartsWith(
            Reloading.RequireError(robust, (values, _) => values["state"]!["factors"]![0] = -1),
            "'memory': A factor is not a finite number of at least 0.");
        StringAssert.StartsWith(
            Reloading.RequireError(robust, (values, _) => values["state"]!["centers"]!.AsArray().RemoveAt(0)),
            "'memory': There are 1 centres and 2 factors.");
        Assert.AreEqual(
            "'memory': the names of the columns or the quantiles are empty.",
            Reloading.RequireError(quantile, (values, _) => values["state"]!["outputColumn"] = ""));
        StringAssert.StartsWith(
            Reloading.RequireError(
                quantile, (_, files) => BitConverter.GetBytes(99.0).CopyTo(files["quantiles.safetensors"], Quantile(files))),
            "'memory': The quantiles of column 1 are not finite and ascending.");
    }

    private static IEnumerable<object[]> Kinds => [["robust"], ["quantile"]];

    /// <summary>Where the last column's last but one quantile stands in the file.</summary>
    private static int Quantile(Dictionary<string, byte[]> files) => files["quantiles.safetensors"].Length - (2 * sizeof(double));

    private IEstimator<ITransformer> Estimator(string kind) =>
        kind == "robust" ? _ml.Transforms.SmoothRobustScaling("Features") : _ml.Transforms.QuantileToNormal("Features");

    private IDataView Data(params float[][] rows)
    {
        var definition = SchemaDefinition.Create(typeof(Row));
        definition["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Length == 0 ? 2 : rows[0].Length);
        return _ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Features = row }).ToList(), definition);
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
