using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Scaling;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>Transforms of this library in ONNX Runtime, alone and among ML.NET's own.</summary>
[TestClass]
public sealed class OnnxTransformTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly IDataView Training = OnnxRows.Load(Ml, 300, seed: 1);

    private static readonly IDataView Rows = OnnxRows.Load(Ml, 1000, seed: 2);

    private static readonly Dictionary<string, Func<string, IEstimator<ITransformer>>> Scalings = new()
    {
        ["SmoothRobustScaling"] = column => Ml.Transforms.SmoothRobustScaling("Out", column),
        ["SmoothRobustScaling without clip"] = column => Ml.Transforms.SmoothRobustScaling("Out", column, smoothClip: false),
        ["QuantileToNormal"] = column => Ml.Transforms.QuantileToNormal("Out", column),
        ["ImputeMissingValues"] = column => Ml.Transforms.ImputeMissingValues("Out", column),
    };

    /// <summary>The rows of the first test.</summary>
    public static IEnumerable<object[]> Names =>
        Scalings.Keys.SelectMany(name => new[] { "Features", "Gaps" }.Select(column => new object[] { name, column }));

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Convert_Scaling_GivesTheSame(string name, string column) =>
        OnnxComparison.Print($"{name} of {column}", OnnxComparison.Run(Ml, Scalings[name](column).Fit(Training), Rows, "Out"));

    [TestMethod]
    public void Convert_ScalingOfImages_KeepsTheirDimensions()
    {
        var joint = Ml.Transforms.NormalizeJointMeanVariance("Joint", "Pixels").Append(Ml.Transforms.ImputeMissingValues("Whole", "Pixels"))
            .Fit(Training);

        OnnxComparison.Print("NormalizeJointMeanVariance", OnnxComparison.Run(Ml, joint, Rows, "Joint", "Whole"));
    }

    [TestMethod]
    public void Convert_QuantilesWithTiesAndEmptyColumns_GivesTheSame()
    {
        double[][] quantiles = [[-1, 0, 0, 0, 0.25, 1], [], [0.5], [2, 2, 2], [-3, 0.1, 0.1, 5]];
        var model = new QuantileToNormalTransformer("Out", "Features", new QuantileNormalizer(quantiles));
        var rows = OnnxRows.Make(1000, seed: 4);
        for (var i = 0; i < rows.Count; i++)
        {
            // Values at the quantiles, next to them, beyond all and missing.
            var slot = i % OnnxRows.Width;
            float[] special =
                [.. quantiles[slot].Select(q => (float)q), .. quantiles[slot].Select(q => MathF.BitIncrement((float)q)), float.NaN, 1e30f];
            rows[i].Features[slot] = special[i / OnnxRows.Width % special.Length];
        }

        OnnxComparison.Print("QuantileToNormal with ties", OnnxComparison.Run(Ml, model, Ml.Data.LoadFromEnumerable(rows), "Out"));
    }

    [TestMethod]
    public void Convert_AmongStockTransforms_ConvertsTheWholeChain()
    {
        const ValueToKeyMappingEstimator.KeyOrdinality ByValue = ValueToKeyMappingEstimator.KeyOrdinality.ByValue;
        var chain = Ml.Transforms.Conversion.MapValueToKey("Label", "Class", keyOrdinality: ByValue)
            .Append(Ml.Transforms.Categorical.OneHotEncoding("ColourSlots", "Colour"))
            .Append(Ml.Transforms.NormalizeMinMax("Small", "Features"))
            .Append(Ml.Transforms.SmoothRobustScaling("Robust", "Small"))
            .Append(Ml.Transforms.ImputeMissingValues("Filled", "Gaps"))
            .Append(Ml.Transforms.Concatenate("All", "Robust", "Filled", "ColourSlots"))
            .Append(Ml.Transforms.QuantileToNormal("All"))
            .Append(Ml.Transforms.NormalizeMeanVariance("All"))
            .Append(Ml.MulticlassClassification.Trainers.Mlp(
                new MlpOptions { FeatureColumnName = "All", HiddenLayers = [8], Epochs = 5, Seed = 1, Threads = 1 }))
            .Append(Ml.Transforms.CopyColumns("Copy", "Score"))
            .Append(Ml.Transforms.NormalizeMinMax("Copy"))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(Training);

        OnnxComparison.Print("Stock transforms before and behind", OnnxComparison.Run(Ml, chain, Rows, "PredictedLabel", "Score", "Copy"));
    }

    [TestMethod]
    public void Convert_BehindAStepWithoutForm_NamesTheColumn()
    {
        var chain = Ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Copy = input.Features, contractName: null)
            .Append(Ml.Transforms.SmoothRobustScaling("Out", "Copy")).Fit(Training);

        var error = Assert.ThrowsExactly<NotSupportedException>(() => Ml.Model.ConvertToOnnx(chain, Rows, Stream.Null));

        Assert.AreEqual(
            "SmoothRobustScalingTransformer cannot be converted to ONNX, because the column 'Copy' that it reads is not in the graph: a "
            + "step before it has no ONNX form. Leave that step out, or do it before the rows reach the ONNX file.",
            error.Message);
    }

    [TestMethod]
    public void Convert_BehindAStepWithoutFormThatReplacesAColumn_NamesTheColumn()
    {
        var chain = Ml.Transforms.CustomMapping<Input, Input>((input, output) => output.Features = [.. input.Features], contractName: null)
            .Append(Ml.Transforms.NormalizeMinMax("Small", "Features")).Append(Ml.Transforms.SmoothRobustScaling("Out", "Small"))
            .Fit(Training);

        var error = Assert.ThrowsExactly<NotSupportedException>(() => Ml.Model.ConvertToOnnx(chain, Rows, Stream.Null));

        Assert.AreEqual(
            "SmoothRobustScalingTransformer cannot be converted to ONNX, because the step before it that replaces the column 'Features' "
            + "has no ONNX form. Leave that step out, or do it before the rows reach the ONNX file.",
            error.Message);
    }

    [TestMethod]
    public void Convert_RowsOfASplit_AreTakenAsTheyAre()
    {
        // The split's own steps have no form either, but change no column that is read.
        var split = Ml.Data.TrainTestSplit(Rows, testFraction: 0.5);
        var model = Ml.Transforms.SmoothRobustScaling("Out", "Features").Fit(split.TrainSet);
        using var stream = new MemoryStream();

        Ml.Model.ConvertToOnnx(model, split.TestSet, stream, "Out");

        Assert.AreEqual(0, OnnxComparison.Compare(stream.ToArray(), model.Transform(Rows), Rows, "Out"));
    }

    [TestMethod]
    public void Convert_ToAnOlderOpset_IsRefused()
    {
        var model = Ml.Transforms.SmoothRobustScaling("Out", "Features").Fit(Training);

        var error = Assert.Throws<ArgumentException>(() => Ml.Model.ConvertToOnnx(model, Rows, 9, Stream.Null));

        Assert.Contains("SmoothRobustScalingTransformer", error.Message);
    }

    private sealed class Input
    {
        [VectorType(OnnxRows.Width)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Output
    {
        [VectorType(OnnxRows.Width)]
        public float[] Copy { get; set; } = [];
    }
}
