using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;

namespace MlPipelines.Endurance.Cancelling;

/// <summary>A fit of a trainer that can be cancelled, and tells of its steps.</summary>
/// <param name="Name">The trainer.</param>
/// <param name="Step">What a step is.</param>
/// <param name="Fit">Fits, with the token; calls the action as each step ends.</param>
internal sealed record CancelledFit(string Name, string Step, Action<CancellationToken, Action> Fit)
{
    private const int Side = 8, RowCount = 4000;

    private static readonly MLContext Context = new(seed: 1);

    /// <summary>Each trainer of this library once; the tasks of a trainer share their training.</summary>
    public static IReadOnlyList<CancelledFit> All()
    {
        var rows = Context.Data.LoadFromEnumerable(Create(RowCount));
        var few = Context.Data.LoadFromEnumerable(Create(24));
        var catalog = Context.BinaryClassification.Trainers;
        return
        [
            Network("Mlp", new MlpOptions { HiddenLayers = [128, 128], Epochs = 6, Threads = 2 }, o => catalog.Mlp(o), rows),
            Network("ResNet", new ResNetOptions { Width = 64, Blocks = 2, Epochs = 6, Threads = 2 }, o => catalog.ResNet(o), rows),
            Network(
                "ConvNet", new ConvNetOptions { Image = new Shape(3, Side, Side), Filters = [8], Epochs = 3, Threads = 2 },
                o => catalog.ConvNet(o), rows),
            Network("RealMlp", new RealMlpOptions { HiddenLayers = [64], Epochs = 3, Threads = 2 }, o => catalog.RealMlp(o), rows),
            Network(
                "TabM", new TabMOptions { HiddenLayers = [32], Members = 8, Epochs = 2, Threads = 2 }, o => catalog.TabM(o), rows),
            Network("ImageTransfer, fine-tuning", Photos(TransferMode.FineTune), o => catalog.ImageTransfer(o), few),
            Network("ImageTransfer, its head alone", Photos(TransferMode.Probe), o => catalog.ImageTransfer(o), few),
            new("GradientBoostedTrees", "round", (token, step) => catalog.GradientBoostedTrees(new GradientBoostedTreesOptions
            {
                NumberOfTrees = 60,
                Threads = 2,
                Progress = new Told<BoostingRound>(step),
                CancellationToken = token,
            }).Fit(rows)),
            new("LeastSquares", "fit", (token, _) => Context.Regression.Trainers.LeastSquares(new LeastSquaresOptions
            {
                LabelColumnName = nameof(Row.Number),
                CancellationToken = token,
            }).Fit(rows)),
            new("Ensemble", "step of a member", (token, step) => catalog.Ensemble(new EnsembleOptions
            {
                Members =
                [
                    ("net", catalog.Mlp(new MlpOptions
                    {
                        Epochs = 2,
                        Threads = 2,
                        Observer = new Observer(step),
                        CancellationToken = token,
                    })),
                    ("trees", catalog.GradientBoostedTrees(new GradientBoostedTreesOptions
                    {
                        NumberOfTrees = 10,
                        Threads = 2,
                        Progress = new Told<BoostingRound>(step),
                        CancellationToken = token,
                    })),
                ],
                Folds = 3,
                CancellationToken = token,
            }).Fit(rows)),
        ];
    }

    private static ImageTransferOptions Photos(TransferMode mode) => new()
    {
        Mode = mode,
        Image = new Shape(3, Side, Side),
        ImageSize = 32,
        BatchSize = 4,
        Epochs = 3,
        Threads = 2,
    };

    private static CancelledFit Network<TOptions>(
        string name, TOptions options, Func<TOptions, IEstimator<ITransformer>> create, IDataView rows)
        where TOptions : NetworkOptions => new(name, "batch", (token, step) =>
        {
            NetworkOptions watched = options with { Observer = new Observer(step), CancellationToken = token };
            create((TOptions)watched).Fit(rows);
        });

    private static List<Row> Create(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random))];
    }

    private static Row Draw(Random random)
    {
        float[] features = [.. Enumerable.Range(0, 3 * Side * Side).Select(_ => (float)random.Next(256))];
        return new Row { Features = features, Number = features[0] - features[1], Label = features[0] > features[1] };
    }

    private sealed class Row
    {
        [VectorType(3 * Side * Side)]
        public float[] Features { get; set; } = [];

        public float Number { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Observer(Action step) : ITrainingObserver<float>
    {
        public void OnIteration(in TrainingIteration<float> iteration) => step();
    }

    private sealed class Told<T>(Action step) : IProgress<T>
    {
        public void Report(T value) => step();
    }
}
