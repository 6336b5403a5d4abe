using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipelines.UnitTests.MicrosoftML.Saving;

/// <summary>What ML.NET's own transforms and models give is, to the last bit, what they give after they were saved and loaded.</summary>
[TestClass]
public sealed class StockComponentTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Row
    {
        Features = [i % 7, i % 5, (i % 3) - 1],
        Single = i % 4 == 0 ? float.NaN : i,
        Double = 0.5 * i,
        Text = $"t{i % 4}",
        Flag = i % 7 > 3,
        Class = i % 5 > 2 ? "high" : "low",
        Number = i % 6,
    }).ToArray());

    [TestMethod]
    public void Concatenate_Reloaded_IsTheSame() => Same(Ml.Transforms.Concatenate("Out", "Features", "Single"), "Out");

    [TestMethod]
    public void NormalizeMinMax_Reloaded_IsTheSame() => Same(Ml.Transforms.NormalizeMinMax("Features", fixZero: false), "Features");

    [TestMethod]
    public void NormalizeMeanVariance_Reloaded_IsTheSame() =>
        Same(Ml.Transforms.NormalizeMeanVariance("Features").Append(Ml.Transforms.NormalizeMeanVariance("Double", useCdf: true)), "Features", "Double");

    [TestMethod]
    public void NormalizeLpNorm_Reloaded_IsTheSame() => Same(Ml.Transforms.NormalizeLpNorm("Features", ensureZeroMean: true), "Features");

    [TestMethod]
    public void Keys_Reloaded_AreTheSame() =>
        Same(
            Ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(Ml.Transforms.Conversion.MapKeyToVector("Vector", "Key"))
                .Append(Ml.Transforms.Conversion.MapKeyToValue("Value", "Key")).Append(Ml.Transforms.Conversion.MapValueToKey("NumberKey", "Number")),
            "Key", "Vector", "Value", "NumberKey");

    [TestMethod]
    public void ConvertType_Reloaded_IsTheSame() => Same(Ml.Transforms.Conversion.ConvertType("Out", "Number", DataKind.Double), "Out");

    [TestMethod]
    public void ReplaceMissingValues_Reloaded_IsTheSame() =>
        Same(Ml.Transforms.ReplaceMissingValues("Single", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean), "Single");

    [TestMethod]
    public void OneHotEncoding_Reloaded_IsTheSame() => Same(Ml.Transforms.Categorical.OneHotEncoding("Out", "Text"), "Out");

    [TestMethod]
    public void LbfgsMaximumEntropy_Reloaded_PredictsTheSame() =>
        Same(
            Ml.Transforms.Conversion.MapValueToKey("Label", "Class").Append(Ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
                .Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedClass", "PredictedLabel")),
            "Score", "PredictedLabel", "PredictedClass");

    [TestMethod]
    public void LbfgsLogisticRegression_Reloaded_PredictsTheSame() =>
        Same(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Flag"), "Score", "Probability", "PredictedLabel");

    [TestMethod]
    public void OneHotBinary_Reloaded_IsTheSame() =>
        Same(Ml.Transforms.Categorical.OneHotEncoding("Out", "Text", OneHotEncodingEstimator.OutputKind.Binary), "Out");

    [TestMethod]
    public void IndicateMissingValues_Reloaded_IsTheSame() => Same(Ml.Transforms.IndicateMissingValues("Out", "Single"), "Out");

    [TestMethod]
    public void MapValue_Reloaded_IsTheSame() =>
        Same(Ml.Transforms.Conversion.MapValue("Out", new Dictionary<string, float> { ["t0"] = 1, ["t1"] = 2 }, "Text"), "Out");

    [TestMethod]
    public void OneVersusAll_Reloaded_PredictsTheSame() =>
        Same(
            Ml.Transforms.Conversion.MapValueToKey("Label", "Text")
                .Append(Ml.MulticlassClassification.Trainers.OneVersusAll(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression())),
            "Score", "PredictedLabel");

    [TestMethod]
    public void SdcaRegression_Reloaded_PredictsTheSame()
    {
        var chain = Ml.Transforms.Conversion.ConvertType("Label", "Number").Append(Ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }));

        Same(chain, "Score");
    }

    private static void Same(IEstimator<ITransformer> estimator, params string[] columns)
    {
        var model = estimator.Fit(Data);
        var stream = new MemoryStream();
        Ml.Model.Save(model, Data.Schema, stream);
        stream.Position = 0;

        var loaded = new MLContext().Model.Load(stream, out _);

        var (expected, actual) = (model.Transform(Data), loaded.Transform(Data));
        Assert.AreEqual(string.Join(", ", expected.Schema), string.Join(", ", actual.Schema));
        foreach (var column in columns)
            CollectionAssert.AreEqual(Values(expected, column), Values(actual, column), column);
    }

    private static string[] Values(IDataView view, string column) =>
        [.. view.Preview(maxRows: 100).ColumnView.Single(found => found.Column.Name == column && !found.Column.IsHidden).Values.Select(Text)];

    private static string Text(object value) => value switch
    {
        VBuffer<float> vector => string.Join(' ', vector.DenseValues().Select(item => item.ToString("R"))),
        float number => number.ToString("R"),
        double number => number.ToString("R"),
        _ => value.ToString()!,
    };

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float Single { get; set; }

        public double Double { get; set; }

        public string Text { get; set; } = "";

        public bool Flag { get; set; }

        public string Class { get; set; } = "";

        public int Number { get; set; }
    }
}
