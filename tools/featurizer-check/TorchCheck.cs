using System.Runtime.InteropServices;
using MlPipelines.CustomTrainers.Backbones;

namespace MlPipelines.FeaturizerCheck;

/// <summary>A network that <c>torch_features.py</c> wrote, against the features that PyTorch computed with it.</summary>
internal static class TorchCheck
{
    /// <param name="file">The state dictionary, NAME.pth; beside it NAME.SIZE.images and NAME.SIZE.features, numbers of type float.</param>
    /// <param name="differences">Where the comparison is added.</param>
    public static void Run(string file, Differences differences)
    {
        var backbone = Backbone.Load(file);
        var stem = Path.GetFileNameWithoutExtension(file);
        Console.WriteLine($"{backbone.Name}, {backbone.ContentHash}");
        foreach (var images in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, $"{stem}.*.images").Order())
        {
            var size = int.Parse(images.Split('.')[^2]);
            var pixels = Floats(images);
            var count = pixels.Length / (3 * size * size);
            var ours = new float[count * backbone.FeatureCount];
            backbone.CreateFeatures(size).Predict(pixels, count, ours);
            differences.Add($"PyTorch, {stem}, {size} × {size}, {count} images", ours, Floats(Path.ChangeExtension(images, ".features")));
        }
    }

    private static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
