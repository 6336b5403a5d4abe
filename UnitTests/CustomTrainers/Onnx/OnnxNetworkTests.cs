using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Data.Rows;
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
        var model = keys.Append(Trainer(kind, "Class", LearningTask.Multiclass))
            .Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(Training);

        OnnxComparison.Print($"{kind}, several classes", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score"));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Convert_TrueOrFalse_PredictsTheSame(string kind)
    {
        var model = Trainer(kind, "Truth", LearningTask.Binary).Fit(Training);

        OnnxComparison.Print($"{kind}, true or false", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score", "Probability"));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Convert_Number_PredictsTheSame(string kind)
    {
        var model = Trainer(kind, "Number", LearningTask.Regression).Fit(Training);

        OnnxComparison.Print($"{kind}, number", OnnxComparison.Run(Ml, model, Rows, "Score"));
    }

    /// <summary>The trainer of a kind for a task.</summary>
    private static IEstimator<ITransformer> Trainer(string kind, string label, LearningTask task)
    {
        var (classes, truth, number) = (Ml.MulticlassClassification.Trainers, Ml.BinaryClassification.Trainers, Ml.Regression.Trainers);
        return (Prepared(kind, label), task) switch
        {
            (MlpOptions own, LearningTask.Multiclass) => classes.Mlp(own),
            (MlpOptions own, LearningTask.Binary) => truth.Mlp(own),
            (MlpOptions own, _) => number.Mlp(own),
            (ResNetOptions own, LearningTask.Multiclass) => classes.ResNet(own),
            (ResNetOptions own, LearningTask.Binary) => truth.ResNet(own),
            (ResNetOptions own, _) => number.ResNet(own),
            (RealMlpOptions own, LearningTask.Multiclass) => classes.RealMlp(own),
            (RealMlpOptions own, LearningTask.Binary) => truth.RealMlp(own),
            (RealMlpOptions own, _) => number.RealMlp(own),
            (TabMOptions own, LearningTask.Multiclass) => classes.TabM(own),
            (TabMOptions own, LearningTask.Binary) => truth.TabM(own),
            (TabMOptions own, _) => number.TabM(own),
            (ConvNetOptions own, LearningTask.Multiclass) => classes.ConvNet(own),
            (ConvNetOptions own, LearningTask.Binary) => truth.ConvNet(own),
            (ConvNetOptions own, _) => number.ConvNet(own),
            var (other, _) => throw new AssertFailedException($"There is no trainer of {other.GetType().Name} here."),
        };
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
