using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Endurance.Works;

/// <summary>
/// A pretrained network on tiny images, through ML.NET: first its new last layer alone, on features that are kept on disk, then all of its
/// weights.
/// </summary>
public sealed class FineTuningWork(int epochs) : CheckpointedWork
{
    private const int Side = 16, Images = 24;

    /// <inheritdoc/>
    public override string Name => "fine-tuning";

    /// <inheritdoc/>
    public override IReadOnlyList<WorkFile> Files(string folder) =>
        [.. base.Files(folder), FileOf($"{CheckpointIn(folder)}.probe")];

    /// <inheritdoc/>
    protected override IEnumerable<string> Train(
        string folder, string checkpoint, Action<string> warn, CancellationToken cancellation)
    {
        var ml = new MLContext(seed: 1);
        var model = ml.BinaryClassification.Trainers.ImageTransfer(new ImageTransferOptions
        {
            Mode = TransferMode.ProbeThenFineTune,
            ImageSize = 32,
            BatchSize = 8,
            ProbeEpochs = 4,
            Epochs = epochs,
            Optimizer = new SgdOptions { LearningRate = 0.01, Momentum = 0.9 },
            BackboneRate = 0.001,
            Threads = 2,
            FeatureCacheFolder = Path.Combine(folder, "features"),
            Checkpoint = new CheckpointOptions { Path = checkpoint, EveryIterations = 2, Warn = warn },
            CancellationToken = cancellation,
        }).Fit(ml.Data.LoadFromEnumerable(Create(Images, seed: 1)));
        var test = model.Transform(ml.Data.LoadFromEnumerable(Create(Images, seed: 2)));
        return
        [
            Line("weights", MemoryMarshal.AsBytes(model.Model.Network.ParameterValues)),
            Line("statistics", MemoryMarshal.AsBytes(model.Model.Network.StateValues)),
            Line("predictions", MemoryMarshal.AsBytes<float>(test.GetColumn<float>("Probability").ToArray())),
            .. Lines(model.Model.History),
        ];
    }

    /// <summary>Noisy images, in turn blue above and red below, and the other way round.</summary>
    private static List<Picture> Create(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Picture { Label = i % 2 == 1, Features = Draw(i % 2 == 1, random) })];
    }

    private static float[] Draw(bool isRedAbove, Random random)
    {
        var pixels = new float[3 * Side * Side];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (channel, row) = (i / (Side * Side), i / Side % Side);
            var isBright = channel == (row < Side / 2 == isRedAbove ? 0 : 2);
            pixels[i] = random.Next(isBright ? 120 : 0, isBright ? 256 : 120);
        }

        return pixels;
    }

    private sealed class Picture
    {
        [VectorType(3, Side, Side)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
