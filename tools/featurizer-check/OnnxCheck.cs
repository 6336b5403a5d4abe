using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlPipelines.CustomTrainers.Backbones;

namespace MlPipelines.FeaturizerCheck;

/// <summary>The shipped network against ONNX Runtime on the same files.</summary>
internal static class OnnxCheck
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Backbones");

    /// <summary>
    /// At 224 pixels both graphs of the package are run as they are. At other sizes the graph is changed (<see cref="ResizedGraph"/>), and
    /// the mean image that our network subtracts is subtracted for it.
    /// </summary>
    public static void Run(Backbone backbone, string? cifar, Differences differences)
    {
        var model = File.ReadAllBytes(Path.Combine(Folder, "ResNet18.onnx"));
        using var preparation = new InferenceSession(Path.Combine(Folder, "ResNetPreprocess.onnx"));
        foreach (var size in (int[])[224, 32, 64, 96, 128, 256])
        {
            using var session = new InferenceSession(size == 224 ? model : ResizedGraph.Make(model, size));
            var network = backbone.CreateFeatures(size);
            foreach (var (name, pixels) in TestImages.Of(size, cifar))
            {
                var prepared = size == 224 ? Outputs(preparation, pixels, size) : Prepared(backbone, pixels, size);
                var ours = new float[backbone.FeatureCount];
                network.Predict(pixels, ours);
                differences.Add($"ONNX Runtime, {size} × {size}, {name}", ours, Outputs(session, prepared, size));
            }
        }
    }

    /// <summary>Some features of a made image, and the sum of all, as ONNX Runtime computes them.</summary>
    public static void PrintNumbers(Backbone backbone)
    {
        var model = File.ReadAllBytes(Path.Combine(Folder, "ResNet18.onnx"));
        foreach (var size in (int[])[224, 64])
        {
            using var session = new InferenceSession(size == 224 ? model : ResizedGraph.Make(model, size));
            var features = Outputs(session, Prepared(backbone, TestImages.Made(size), size), size);
            var some = string.Join(", ", Enumerable.Range(0, 8).Select(i => features[64 * i]));
            Console.WriteLine($"{size}: {some}; sum {features.Sum(value => (double)value)}");
        }
    }

    private static float[] Outputs(InferenceSession session, float[] input, int size)
    {
        var tensor = new DenseTensor<float>(input, [1, 3, size, size]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputMetadata.Keys.Single(), tensor)]);
        return results.Single().AsEnumerable<float>().ToArray();
    }

    private static float[] Prepared(Backbone backbone, float[] pixels, int size)
    {
        var mean = backbone.Preparation.Mean(size);
        var area = size * size;
        return [.. Enumerable.Range(0, pixels.Length).Select(i => pixels[(2 - i / area) * area + i % area] - mean[i])];
    }
}
