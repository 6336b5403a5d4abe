using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Training;

[TestClass]
public sealed class ImageAugmentationTests
{
    private static readonly ImageAugmentation All = new() { Image = new Shape(2, 5, 6), Shift = 2, Flip = true, Crop = 0.4 };

    [TestMethod]
    public void Run_Shift_MovesBothChannelsByTheSamePixels()
    {
        var options = new ImageAugmentation { Image = new Shape(2, 5, 6), Shift = 2, Border = ImageBorder.Zero };
        HashSet<(int, int)> seen = [];
        for (var row = 0; row < 400; row++)
        {
            var image = new float[60];
            image[2 * 6 + 3] = 1;
            image[30 + 2 * 6 + 3] = 2;
            ImageAugmenter<float>.Run(WorkerPool.Single, options, seed: 1, epoch: 1, [row], image);
            var at = Array.IndexOf(image, 1);
            Assert.AreEqual(2, image[30 + at]);
            Assert.AreEqual(3, image.Sum());
            seen.Add((at / 6 - 2, at % 6 - 3));
        }
        Assert.HasCount(25, seen); // every shift of −2 … 2 in both directions
    }

    [TestMethod]
    public void Run_NearestBorder_GoesOnWithTheEdge()
    {
        var options = new ImageAugmentation { Image = new Shape(1, 4, 4), Shift = 3 };
        var image = new double[16];
        Array.Fill(image, 7);
        ImageAugmenter<double>.Run(WorkerPool.Single, options, seed: 1, epoch: 1, [3], image);
        Assert.IsTrue(image.All(v => v == 7));
    }

    [TestMethod]
    public void Run_Flip_MirrorsAboutHalfOfTheImages()
    {
        var options = new ImageAugmentation { Image = new Shape(1, 2, 3), Flip = true };
        var mirrored = 0;
        for (var row = 0; row < 1000; row++)
        {
            float[] image = [1, 2, 3, 4, 5, 6];
            ImageAugmenter<float>.Run(WorkerPool.Single, options, seed: 1, epoch: 1, [row], image);
            var text = string.Join(' ', image);
            Assert.IsTrue(text is "1 2 3 4 5 6" or "3 2 1 6 5 4", text);
            mirrored += image[0] == 3 ? 1 : 0;
        }
        Assert.IsTrue(mirrored is > 430 and < 570, $"{mirrored}"); // 500 ± 4.4 standard deviations
    }

    /// <summary>A crop samples a part of the image linearly: a ramp stays a ramp, less steep, within the image's values.</summary>
    [TestMethod]
    public void Run_CropOfARamp_IsAFlatterRamp()
    {
        var options = new ImageAugmentation { Image = new Shape(1, 8, 8), Crop = 0.5 };
        double[] slopes = [.. Enumerable.Range(0, 200).Select(row =>
        {
            double[] image = [.. Enumerable.Range(0, 64).Select(i => (double)(i % 8))];
            ImageAugmenter<double>.Run(WorkerPool.Single, options, seed: 1, epoch: 1, [row], image);
            for (var i = 0; i < 64; i++)
                Assert.AreEqual(image[0] + i % 8 * (image[1] - image[0]), image[i], 1e-12);
            Assert.IsTrue(image.Min() >= 0 && image.Max() <= 7);
            return image[1] - image[0];
        })];
        Assert.IsTrue(slopes.Min() is >= 0.5 and < 0.55 && slopes.Max() is <= 1 and > 0.95);
    }

    /// <summary>Against the formula of a change, pixel by pixel; float's rounding is left out by working in double.</summary>
    [TestMethod]
    [DataRow(0, false, 0.0, ImageBorder.Nearest)]
    [DataRow(3, false, 0.0, ImageBorder.Nearest)]
    [DataRow(3, true, 0.0, ImageBorder.Zero)]
    [DataRow(0, false, 0.6, ImageBorder.Zero)]
    [DataRow(4, true, 0.6, ImageBorder.Nearest)]
    [DataRow(4, true, 0.6, ImageBorder.Zero)]
    public void Run_AnySettings_IsTheFormula(int shift, bool flip, double crop, ImageBorder border)
    {
        var options = new ImageAugmentation { Image = new Shape(2, 5, 7), Shift = shift, Flip = flip, Crop = crop, Border = border };
        for (var row = 0; row < 100; row++)
        {
            double[] image = [.. Enumerable.Range(0, 70).Select(i => Math.Sin(70 * row + i))];
            double[] expected = [
                .. Enumerable.Range(0, 70)
                    .Select(
                        i => Changed(
                            options, ImageChange.Draw(options, seed: 3, epoch: 2, row), image.AsSpan(i / 35 * 35, 35), i % 35 / 7, i % 7))];
            ImageAugmenter<double>.Run(WorkerPool.Single, options, seed: 3, epoch: 2, [row], image);
            for (var i = 0; i < 70; i++)
                Assert.AreEqual(expected[i], image[i], 1e-13, $"row {row}, element {i}");
        }
    }

    /// <summary>One pixel of a changed channel: linear between the four around its place in the source.</summary>
    private static double Changed(ImageAugmentation options, ImageChange change, ReadOnlySpan<double> source, int i, int j)
    {
        var (height, width) = (options.Image[1], options.Image[2]);
        var y = change.Top + change.Scale * (i - change.Down);
        var x = change.Left + change.Scale * ((change.Mirror ? width - 1 - j : j) - change.Right);
        var sum = 0.0;
        for (var row = -2 * height; row < 3 * height; row++)
        {
            for (var column = -2 * width; column < 3 * width; column++)
            {
                var inside = row >= 0 && row < height && column >= 0 && column < width;
                var pixel = inside
                    || options.Border == ImageBorder.Nearest
                    ? source[Math.Clamp(row, 0, height - 1) * width + Math.Clamp(column, 0, width - 1)]
                    : 0;
                sum += pixel * Math.Max(0, 1 - Math.Abs(y - row)) * Math.Max(0, 1 - Math.Abs(x - column));
            }
        }

        return sum;
    }

    [TestMethod]
    public void Run_AnyOrderAndThreads_DependsOnSeedEpochAndRowAlone()
    {
        float[] Augment(int seed, int epoch, int threads, int[] rows)
        {
            using var workers = new WorkerPool(threads);
            float[] images = [.. rows.SelectMany(row => Enumerable.Range(0, 60).Select(i => MathF.Sin(60 * row + i)))];
            ImageAugmenter<float>.Run(workers, All, seed, epoch, rows, images);
            return images;
        }

        int[] rows = [.. Enumerable.Range(0, 64)];
        var one = Augment(1, 1, 1, rows);
        CollectionAssert.AreEqual(one, Augment(1, 1, 2, rows));
        CollectionAssert.AreEqual(one[(7 * 60)..(8 * 60)], Augment(1, 1, 1, [3, 7])[60..]);
        CollectionAssert.AreNotEqual(one, Augment(2, 1, 1, rows));
        CollectionAssert.AreNotEqual(one, Augment(1, 2, 1, rows));
    }

    [TestMethod]
    public void Fit_StoppedAndResumed_EndsWithTheSameBitsAndLeavesTheSamples()
    {
        var folder = Directory.CreateTempSubdirectory("augmentation").FullName;
        try
        {
            float[] x = [.. Enumerable.Range(0, 40 * 60).Select(i => MathF.Sin(i))];
            var before = x.ToArray();
            var samples = SampleSet<float>.Classification(x, 60, Enumerable.Range(0, 40).Select(i => i % 3).ToArray(), 3);
            var options = new TrainingOptions { Epochs = 3, BatchSize = 16, Augmentation = All };
            float[] Train(TrainingOptions own, int stop)
            {
                var network = Network<float>.Create(
                    ConvNet.Define(All.Image, 3, new ConvNetSettings { Filters = [4], KernelSize = 3, HiddenLayers = [] }), 1);
                using var cancellation = new CancellationTokenSource();
                Trainer.Fit(network, samples, [], own, new Stopper(stop, cancellation), null, cancellation.Token);
                return network.ParameterValues.ToArray();
            }

            var whole = Train(options, 0);
            CollectionAssert.AreEqual(before, x);
            CollectionAssert.AreNotEqual(whole, Train(options with { Augmentation = null }, 0));
            var checkpoint = new CheckpointOptions { Path = Path.Combine(folder, "run"), EveryIterations = 1 };
            var checkpointed = options with { Checkpoint = checkpoint };
            Assert.ThrowsExactly<OperationCanceledException>(() => Train(checkpointed, 5));
            CollectionAssert.AreEqual(whole, Train(checkpointed, 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Fit_WrongSettings_SaysWhatTheyMustBe()
    {
        static string Error(ImageAugmentation augmentation) => Assert.Throws<ArgumentException>(() => Trainer.Fit(
            Network<float>.Create(Mlp.Define(2, [], 4), 1), TrainerTests.Quadrants(20, 1), [],
            new TrainingOptions { Augmentation = augmentation })).Message;

        StringAssert.StartsWith(
            Error(All with { Image = new Shape(60) }), "Image of the augmentation must be [channels, height, width]; found [60].");
        StringAssert.StartsWith(
            Error(All with { Shift = 5 }),
            "Shift of the augmentation must be at least 0 and below the sides of the image [2, 5, 6]; found 5.");
        StringAssert.StartsWith(Error(All with { Crop = 1 }), "Crop of the augmentation must be in [0, 1); found 1.");
        StringAssert.StartsWith(
            Error(All), "The augmentation takes images of the shape [2, 5, 6], 60 values; the samples have 2 features.");
    }

    private sealed class Stopper(int at, CancellationTokenSource cancellation) : ITrainingObserver<float>
    {
        public void OnIteration(in TrainingIteration<float> iteration)
        {
            if (iteration.Iteration == at)
                cancellation.Cancel();
        }
    }
}
