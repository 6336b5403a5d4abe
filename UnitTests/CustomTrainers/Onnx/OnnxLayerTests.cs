using Microsoft.ML;
using MlPipelines.CustomLayer;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>Every layer of the library by itself in ONNX Runtime, with random numbers in all its parameters and statistics.</summary>
[TestClass]
public sealed class OnnxLayerTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly IDataView Rows = OnnxRows.Load(Ml, 1000, seed: 3);

    private static readonly Dictionary<string, LayerDefinition[]> OfNumbers = new()
    {
        ["Dense"] = [new Dense(7)],
        ["Dense without bias"] = [new Dense(7, Bias: false)],
        ["ReLU"] = [new ReLU()],
        ["LeakyReLU"] = [new LeakyReLU(0.2)],
        ["Tanh"] = [new Tanh()],
        ["Sigmoid"] = [new Sigmoid()],
        ["SiLU"] = [new SiLU()],
        ["GELU"] = [new GELU()],
        ["SELU"] = [new SELU()],
        ["Mish"] = [new Mish()],
        ["BatchNorm"] = [new BatchNorm()],
        ["Dropout"] = [new Dropout(), new Dense(3)],
        ["NtkDense"] = [new NtkDense(6)],
        ["FeatureScale"] = [new FeatureScale()],
        ["ParametricActivation"] = [new ParametricActivation(new SELU())],
        ["RobustScaling"] = [new RobustScaling()],
        ["SineFeatures"] = [new SineFeatures([0.5, 2, 7])],
        ["SoftmaxHead"] = [new SoftmaxHead()],
        ["PeriodicEmbedding"] = [new PeriodicEmbedding(6, 4, 1)],
        ["PiecewiseLinearEmbedding"] = [new PiecewiseLinearEmbedding(5, 3)],
        ["CategoryEmbedding"] = [new ReLU(), new CategoryEmbedding(3)],
        ["Branches"] = [new Branches([new Branch([3, 1], [new Dense(2), new Tanh()]), new Branch([0, 4], [])]), new Dense(2)],
        ["Residual"] = [new Residual([new Dense(OnnxRows.Width), new ReLU(), new Dense(OnnxRows.Width)]), new ReLU()],
        ["Residual with shortcut"] = [new Residual([new Dense(3)], [new Dense(3, Bias: false)])],
        ["Members"] =
            [new MemberDense(3, 4), new ReLU(), new MemberDense(3, 5), new MemberHead(3, 2), new MemberAverage(MemberOutput.Values)],
        ["MemberAverage of class logits"] = [new MemberDense(3, 4), new MemberAverage(MemberOutput.ClassLogits)],
        ["MemberAverage of true logits"] = [new MemberDense(3, 1), new MemberAverage(MemberOutput.TrueLogits)],
    };

    private static readonly Dictionary<string, LayerDefinition[]> OfPixels = new()
    {
        ["Conv2d"] = [new Conv2d(4, 3)],
        ["Conv2d with stride and padding"] = [new Conv2d(4, 3, Stride: 2, Padding: 1, Bias: false), new BatchNorm(), new ReLU()],
        ["MaxPool2d"] = [new MaxPool2d(3, 2, 1)],
        ["AvgPool2d"] = [new AvgPool2d(3, 2, 1)],
        ["GlobalAvgPool"] = [new GlobalAvgPool()],
        ["Flatten"] = [new Flatten(), new Dense(3)],
        ["Dense on pixels"] = [new Conv2d(2, 3), new Dense(3)],
        ["NtkDense on pixels"] = [new NtkDense(3)],
        ["SineFeatures on pixels"] = [new SineFeatures([0.01])],
        ["PixelScaling"] = [new PixelScaling(ReverseChannels: true)],
        ["PixelScaling per pixel"] = [new PixelScaling(PerPixel: true)],
        ["ResizeImage smaller"] = [new ResizeImage(5, 3)],
        ["ResizeImage larger"] = [new ResizeImage(11, 13)],
        ["Residual of convolutions"] =
        [
            new Residual(
                [new Conv2d(4, 3, Padding: 1, Bias: false), new BatchNorm(), new ReLU(), new Conv2d(4, 3, Padding: 1)], [new Conv2d(4, 1)]),
            new ReLU(), new GlobalAvgPool(),
        ],
    };

    /// <summary>The rows of the first test.</summary>
    public static IEnumerable<object[]> Names => OfNumbers.Keys.Concat(OfPixels.Keys).Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void ToOnnx_OfEachLayer_PredictsTheSame(string name)
    {
        var (column, shape, layers) = OfNumbers.TryGetValue(name, out var own)
            ? ("Features", new Shape(OnnxRows.Width), own)
            : ("Pixels", new Shape(3, OnnxRows.Side, OnnxRows.Side), OfPixels[name]);
        var model = new ImageFeaturesTransformer("Out", column, Random(new NetworkDefinition(shape, layers)), cacheFolder: null);

        OnnxComparison.Print(name, OnnxComparison.Run(Ml, model, Rows, "Out"));
    }

    [TestMethod]
    public void ToOnnx_EveryLayerOfTheLibrary_IsAmongThese()
    {
        var tested = OfNumbers.Values.Concat(OfPixels.Values).SelectMany(layers => layers)
            .SelectMany(layer => layer is ParametricActivation ? [layer, new SELU()] : new[] { layer }).Select(layer => layer.GetType());
        var all = typeof(LayerDefinition).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerDefinition)) && !type.IsAbstract);

        Assert.AreEqual("", string.Join(", ", all.Except(tested).Select(type => type.Name)));
    }

    [TestMethod]
    public void ToOnnx_LayerOfAnotherLibraryWithAForm_PredictsTheSame()
    {
        var network = Random(new NetworkDefinition(new Shape(OnnxRows.Width), [new Dense(4), new Swish(2), new Dense(2)]));
        var model = new ImageFeaturesTransformer("Out", "Features", network, cacheFolder: null);

        OnnxComparison.Print("layer of another library", OnnxComparison.Run(Ml, model, Rows, "Out"));
    }

    [TestMethod]
    public void ToOnnx_LayerOfAnotherLibrary_IsNamed()
    {
        var definition = new NetworkDefinition(new Shape(OnnxRows.Width), [new Dense(4), new Residual([new Dense(4), new Foreign()])]);
        var model = new ImageFeaturesTransformer("Out", "Features", Random(definition), cacheFolder: null);

        var error = Assert.ThrowsExactly<NotSupportedException>(() => Ml.Model.ConvertToOnnx(model, Rows, Stream.Null));

        Assert.AreEqual(
            "The layer 'layers.1.body.1' (Foreign) has no ONNX form. Override LayerDefinition.ToOnnx in Foreign, or leave the layer out.",
            error.Message);
    }

    /// <summary>The network with random numbers everywhere: variances above 0, edges of bins that ascend.</summary>
    private static Network<float> Random(NetworkDefinition definition)
    {
        var network = Network<float>.Create(definition, seed: 1);
        var random = new Random(5);
        foreach (ref var value in network.ParameterValues)
            value += (float)(0.2 * (random.NextDouble() - 0.5));
        foreach (var state in network.State)
        {
            var values = network.GetParameter(state.Name);
            if (state.Name.EndsWith(".bins", StringComparison.Ordinal))
            {
                for (var i = 0; i < values.Length; i++)
                    values[i] = i;
                continue;
            }

            foreach (ref var value in values)
                value = state.Role == ParameterRole.Counter ? value : (float)(0.5 + random.NextDouble());
            if (state.Name.EndsWith(".edges", StringComparison.Ordinal))
                values.Sort();
        }

        return network;
    }

    private sealed record Foreign : LayerDefinition
    {
        public override Shape OutputShape(Shape input) => input;

        public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
            new Dropout(0).Build<T>(input, layout, path, rectify);
    }
}
