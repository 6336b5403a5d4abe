using System.Globalization;
using System.Runtime.InteropServices;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Serialization;

namespace MlPipelines.Endurance.Works;

/// <summary>A training of boosted trees that draw rows and features, with rows to stop by and others that are only watched.</summary>
public sealed class TreeWork(int rounds) : CheckpointedWork
{
    private const int RowCount = 8000, Columns = 16;

    /// <inheritdoc/>
    public override string Name => "trees";

    /// <inheritdoc/>
    protected override IEnumerable<string> Train(
        string folder, string checkpoint, Action<string> warn, CancellationToken cancellation)
    {
        var (features, labels) = Rows.Make(RowCount, Columns, 1);
        var training = new TrainingRows
        {
            Features = BinnedMatrix.Create(features, RowCount, Columns, new BinningOptions { Threads = 2 }),
            Targets = Floats(labels),
        };
        var result = GradientBooster.Train(
            training, new SoftmaxLoss(Rows.Classes), new BoostingOptions
            {
                NumberOfTrees = rounds,
                LearningRate = 0.05,
                RowFraction = 0.75,
                FeatureFractionPerSplit = 0.5,
                Seed = 3,
                Threads = 2,
                EarlyStopping = new() { Patience = 10_000 },
                Checkpoint = new BoostingCheckpointOptions { Path = checkpoint, EveryRounds = 3, Warn = warn },
            },
            Watched("validation", 2), monitors: [Watched("test", 3)], cancellation: cancellation);
        using var trees = new MemoryStream();
        TreeEnsembleWriter.Write(trees, result.Ensemble);
        return
        [
            Line("trees", trees.ToArray()),
            Line("predictions", MemoryMarshal.AsBytes<float>(result.Ensemble.PredictBatch(features))),
            $"best round {result.BestRound}",
            .. result.History.Select(round => string.Create(
                CultureInfo.InvariantCulture,
                $"{round.Round} {string.Join(' ', round.Monitors.Select(m => $"{m.Name} {m.Loss:R} {m.Accuracy:R}"))}")),
        ];
    }

    private static ValidationRows Watched(string name, int seed)
    {
        var (features, labels) = Rows.Make(RowCount / 4, Columns, seed);
        return new ValidationRows { Name = name, Features = features, Targets = Floats(labels) };
    }

    private static float[] Floats(int[] labels) => [.. labels.Select(label => (float)label)];
}
