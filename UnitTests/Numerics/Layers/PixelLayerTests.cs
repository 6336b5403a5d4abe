using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Layers;

/// <summary>Pixels as bytes, and the layers that bring them to the size and scale of a network.</summary>
[TestClass]
public class PixelLayerTests
{
    private static readonly float[] Picture = [0, 60, 120, 255, 30, 10, 200, 90, 40, 5, 255, 0, 128, 64, 32];

    /// <summary>Pillow's resize with its filter BILINEAR, on a picture of floating-point numbers.</summary>
    [TestMethod]
    [DataRow(4, 7, new[]
    {
        0f, 34.2857f, 77.1429f, 120, 216.4286f, 158.5714f, 30, 6.25f, 86.9643f, 134.2857f, 101.25f, 115.0893f, 75.0893f, 14.375f, 101.875f,
        115.0893f, 119.0714f, 104.25f, 64.7857f, 34.4821f, 15.125f, 255, 109.2857f, 36.5714f, 128, 82.2857f, 50.2857f, 32,
    })]
    [DataRow(2, 3, new[] { 50.3571f, 124.1667f, 86.5179f, 125.3571f, 92.0833f, 36.0714f })]
    [DataRow(1, 2, new[] { 96.4156f, 80.1623f })]
    public void ResizeImage_IsPillows(int height, int width, float[] expected)
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(1, 3, 5), [new ResizeImage(height, width)]), seed: 1);
        var found = new float[height * width];
        network.Predict(Picture, found);
        for (var i = 0; i < found.Length; i++)
            Assert.AreEqual(expected[i], found[i], 1e-3f, $"at {i}");
    }

    [TestMethod]
    public void ResizeImage_ToItsOwnSize_ChangesNothing()
    {
        var network = Network<float>.Create(new NetworkDefinition(new Shape(1, 3, 5), [new ResizeImage(3, 5)]), seed: 1);
        var found = new float[15];
        network.Predict(Picture, found);
        CollectionAssert.AreEqual(Picture, found);
    }

    [TestMethod]
    public void PixelScaling_ReversesSubtractsAndScales()
    {
        var network = Network<float>.Create(
            new NetworkDefinition(new Shape(3, 1, 2), [new PixelScaling(ReverseChannels: true) { Name = "pixels" }]), seed: 1);
        new float[] { 1, 2, 3 }.CopyTo(network.GetParameter("pixels.mean"));
        new float[] { 1, 10, 100 }.CopyTo(network.GetParameter("pixels.scale"));
        var found = new float[6];
        network.Predict([10, 20, 30, 40, 50, 60], found);
        CollectionAssert.AreEqual(new float[] { 49, 59, 280, 380, 700, 1700 }, found);
    }

    [TestMethod]
    public void PixelScaling_MeanPerPixel_SubtractsIt()
    {
        var network = Network<float>.Create(
            new NetworkDefinition(new Shape(3, 1, 2), [new PixelScaling(PerPixel: true) { Name = "pixels" }]), seed: 1);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(network.GetParameter("pixels.mean"));
        var found = new float[6];
        network.Predict([10, 20, 30, 40, 50, 60], found);
        CollectionAssert.AreEqual(new float[] { 9, 18, 27, 36, 45, 54 }, found);
    }

    /// <summary>Pixels of one byte give the bits of the same pixels as numbers, whatever the number of threads.</summary>
    [TestMethod]
    public void Fit_PixelsAsBytes_IsFitOfNumbers()
    {
        var random = new Random(1);
        var pixels = new byte[20 * 48];
        random.NextBytes(pixels);
        var numbers = Array.ConvertAll(pixels, pixel => (float)pixel);
        int[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 2)];
        var definition = new NetworkDefinition(new Shape(3, 4, 4),
            [new PixelScaling(), new Conv2d(4, 3, Padding: 1), new ReLU(), new GlobalAvgPool(), new Dense(2)]);
        var expected = Train(SampleSet<float>.Classification(numbers, 48, labels, 2), threads: 1);
        CollectionAssert.AreEqual(expected, Train(SampleSet<float>.PixelClassification(pixels, 48, labels, 2), threads: 1));
        CollectionAssert.AreEqual(expected, Train(SampleSet<float>.PixelClassification(pixels, 48, labels, 2), threads: 3));

        float[] Train(SampleSet<float> samples, int threads)
        {
            var network = Network<float>.Create(definition, seed: 2);
            var options = new TrainingOptions { Epochs = 2, BatchSize = 6, Threads = threads };
            var result = Trainer.Fit(network, samples, [new Monitor<float>("train", samples)], options);
            return [.. network.ParameterValues, (float)result.History.Entries[^1].Monitors[0].Loss];
        }
    }

    [TestMethod]
    public void Predict_SeveralThreads_GivesTheSameBits()
    {
        var network = Network<float>.Create(
            new NetworkDefinition(new Shape(3, 8, 8), [new ResizeImage(16, 16), new Conv2d(4, 3), new GlobalAvgPool()]), seed: 3);
        var x = new float[5 * 192];
        for (var i = 0; i < x.Length; i++)
            x[i] = i % 251;
        var (one, three) = (new float[20], new float[20]);
        network.Predict(x, 5, one);
        network.Predict(x, 5, three, threads: 3);
        CollectionAssert.AreEqual(one, three);
    }
}
