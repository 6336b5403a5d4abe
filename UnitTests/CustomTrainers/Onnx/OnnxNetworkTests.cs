using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>Trained networks of each kind and task in ONNX Runtime, on 1000 rows that they were not trained on.</summary>
[TestClass]
public sealed class OnnxNetworkTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly IDataView Training = OnnxRows.Load(Ml, 300, seed: 1);

    private static readonly IDataView Rows = OnnxRows.Load(Ml, 1000, seed: 2);

    /// <summary>The kinds of networks, with small ones of each.</summary>
    public static IEnumerable<(string Kind, NetworkOptions Options)> Kinds =>
    [
        ("Mlp", new MlpOptions { HiddenLayers = [12, 8] }),
        ("Mlp, BatchNorm", new MlpOptions { HiddenLayers = [12, 8], BatchNorm = true, Dropout = 0.1, Activation = Activation.SiLU }),
        ("ResNet", new ResNetOptions { Width = 8, Blocks = 2, BatchNorm = true }),
        ("RealMlp", new RealMlpOptions { HiddenLayers = [16, 16] }),
        ("RealMlp, simple", new RealMlpOptions { HiddenLayers = [16, 16], Form = RealMlpForm.Simple }),
        ("TabM", new TabMOptions { HiddenLayers = [16], Members = 4, EmbeddingBins = 6 }),
        ("TabM, no embedding", new TabMOptions { HiddenLayers = [16], Members = 4, EmbeddingBins = 0 }),
        ("ConvNet", new ConvNetOptions { Image = new Shape(3, OnnxRows.Side, OnnxRows.Side), Filters = [4, 6], HiddenLayers = [8] }),
        (
            "ConvNet, global pooling",
            new ConvNetOptions
            {
                Image = new Shape(3, OnnxRows.Side, OnnxRows.Side),
                Filters = [4, 6],
                BatchNorm = true,
                GlobalPooling = true,
                HiddenLayers = [],
            }),
    ];

    /// <summary>The rows of the tests.</summary>
    public static IEnumerable<object[]> Names => Kinds.Select(kind => new object[] { kind.Kind });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Convert_SeveralClasses_PredictsTheSame(string kind)
    {
        var keys = Ml.Transforms.Conversion.MapValueToKey("Class");
        var options = Prepared(kind, "Class");
        IEstimator<ITransformer> trainer = options switch
        {
            MlpOptions own => Ml.MulticlassClassification.Trainers.Mlp(own),
            ResNetOptions own => Ml.MulticlassClassification.Trainers.ResNet(own),
            RealMlpOptions own => Ml.MulticlassClassification.Trainers.RealMlp(own),
            TabMOptions own => Ml.MulticlassClassification.Trainers.TabM(own),
            _ => Ml.MulticlassClassification.Trainers.ConvNet((ConvNetOptions)options),
        };
        var model = keys.Append(trainer).Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(Training);

        OnnxComparison.Print($"{kind}, several classes", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score"));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Convert_TrueOrFalse_PredictsTheSame(string kind)
    {
        var options = Prepared(kind, "Truth");
        ITransformer model = options switch
        {
            MlpOptions own => Ml.BinaryClassification.Trainers.Mlp(own).Fit(Training),
            ResNetOptions own => Ml.BinaryClassification.Trainers.ResNet(own).Fit(Training),
            RealMlpOptions own => Ml.BinaryClassification.Trainers.RealMlp(own).Fit(Training),
            TabMOptions own => Ml.BinaryClassification.Trainers.TabM(own).Fit(Training),
            _ => Ml.BinaryClassification.Trainers.ConvNet((ConvNetOptions)options).Fit(Training),
        };

        OnnxComparison.Print($"{kind}, true or false", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score", "Probability"));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Convert_Number_PredictsTheSame(string kind)
    {
        var options = Prepared(kind, "Number");
        ITransformer model = options switch
        {
            MlpOptions own => Ml.Regression.Trainers.Mlp(own).Fit(Training),
            ResNetOptions own => Ml.Regression.Trainers.ResNet(own).Fit(Training),
            RealMlpOptions own => Ml.Regression.Trainers.RealMlp(own).Fit(Training),
            TabMOptions own => Ml.Regression.Trainers.TabM(own).Fit(Training),
            _ => Ml.Regression.Trainers.ConvNet((ConvNetOptions)options).Fit(Training),
        };

        OnnxComparison.Print($"{kind}, number", OnnxComparison.Run(Ml, model, Rows, "Score"));
    }

    private static NetworkOptions Prepared(string kind, string label) => Kinds.Single(own => own.Kind == kind).Options with
    {
        LabelColumnName = label,
        FeatureColumnName = kind.StartsWith("ConvNet", StringComparison.Ordinal) ? "Pixels" : "Features",
        Epochs = 3,
        Seed = 1,
        Threads = 1,
    };
}
