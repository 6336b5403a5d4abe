using Microsoft.ML;
using MlPipelines.Conformance.Model;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.Numerics.Layers;
using static MlPipelines.Conformance.Model.ConformanceTask;

namespace MlPipelines.Conform;

/// <summary>The trainers of this project, small and with short trainings, for every task that they know.</summary>
public static class OwnTrainers
{
    /// <summary>
    /// So many rows that those trainers hold some out that do so where the length of the training is left open; and time enough for a
    /// machine that is busy with other things.
    /// </summary>
    private static readonly ConformanceOptions Promises = new()
    {
        TakesCancellationToken = true,
        Rows = 240,
        TimeLimit = TimeSpan.FromMinutes(2),
        CancellationTimeLimit = TimeSpan.FromSeconds(15),
    };

    /// <summary>Images of 4 × 4 pixels, few, for a pretrained network takes long for each.</summary>
    private static readonly ConformanceOptions Pixels = Promises with
    {
        Rows = 20,
        RowsToPredict = 10,
        Features = 3 * 4 * 4,
        FeatureValue = value => (float)Math.Clamp(Math.Round(128 + (50 * value)), 0, 255),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrainerCase> All { get; } =
    [
        .. OfAllTasks(
            "Mlp", Mlp, (ml, o) => ml.BinaryClassification.Trainers.Mlp(o), (ml, o) => ml.MulticlassClassification.Trainers.Mlp(o),
            (ml, o) => ml.Regression.Trainers.Mlp(o)),
        .. OfAllTasks(
            "ResNet", c => Network(new ResNetOptions { Width = 8, Blocks = 1, Epochs = 2, BatchNorm = true }, c),
            (ml, o) => ml.BinaryClassification.Trainers.ResNet(o), (ml, o) => ml.MulticlassClassification.Trainers.ResNet(o),
            (ml, o) => ml.Regression.Trainers.ResNet(o)),
        .. OfAllTasks(
            "ConvNet",
            c => Network(
                new ConvNetOptions { Image = ImageOf(c.FeatureCount), Filters = [2], HiddenLayers = [4], Pooling = 1, Epochs = 2 }, c),
            (ml, o) => ml.BinaryClassification.Trainers.ConvNet(o), (ml, o) => ml.MulticlassClassification.Trainers.ConvNet(o),
            (ml, o) => ml.Regression.Trainers.ConvNet(o)),
        .. OfAllTasks(
            "RealMlp", c => Network(new RealMlpOptions { HiddenLayers = [8], Epochs = 4 }, c),
            (ml, o) => ml.BinaryClassification.Trainers.RealMlp(o), (ml, o) => ml.MulticlassClassification.Trainers.RealMlp(o),
            (ml, o) => ml.Regression.Trainers.RealMlp(o)),
        .. OfAllTasks(
            "TabM", c => Network(new TabMOptions { HiddenLayers = [8], Members = 4, Epochs = 2 }, c),
            (ml, o) => ml.BinaryClassification.Trainers.TabM(o), (ml, o) => ml.MulticlassClassification.Trainers.TabM(o),
            (ml, o) => ml.Regression.Trainers.TabM(o)),
        .. OfAllTasks(
            "GradientBoostedTrees", Trees, (ml, o) => ml.BinaryClassification.Trainers.GradientBoostedTrees(o),
            (ml, o) => ml.MulticlassClassification.Trainers.GradientBoostedTrees(o),
            (ml, o) => ml.Regression.Trainers.GradientBoostedTrees(o)),
        new(
            "regression/LeastSquares", Regression, Promises with { IgnoresRowOrder = true },
            (ml, c) => ml.Regression.Trainers.LeastSquares(LeastSquares(c))),
        .. Ensembles(),
        new("binary/ImageTransfer", Binary, Pixels, (ml, c) => ml.BinaryClassification.Trainers.ImageTransfer(Transfer(c))),
        new("multiclass/ImageTransfer", Multiclass, Pixels, (ml, c) =>
            ml.MulticlassClassification.Trainers.ImageTransfer(Transfer(c))),
    ];

    private static IEnumerable<TrainerCase> OfAllTasks<TOptions>(
        string name, Func<TrainerColumns, TOptions> options, Func<MLContext, TOptions, IEstimator<ITransformer>> binary,
        Func<MLContext, TOptions, IEstimator<ITransformer>> multiclass, Func<MLContext, TOptions, IEstimator<ITransformer>> regression) =>
    [
        new($"binary/{name}", Binary, Promises, (ml, c) => binary(ml, options(c))),
        new($"multiclass/{name}", Multiclass, Promises, (ml, c) => multiclass(ml, options(c))),
        new($"regression/{name}", Regression, Promises, (ml, c) => regression(ml, options(c))),
    ];

    private static IEnumerable<TrainerCase> Ensembles() =>
    [
        new("binary/Ensemble", Binary, Promises, (ml, c) => ml.BinaryClassification.Trainers.Ensemble(Ensemble(
            c, ml.BinaryClassification.Trainers.Mlp(Mlp(c)), ml.BinaryClassification.Trainers.GradientBoostedTrees(Trees(c))))),
        new("multiclass/Ensemble", Multiclass, Promises, (ml, c) => ml.MulticlassClassification.Trainers.Ensemble(Ensemble(
            c, ml.MulticlassClassification.Trainers.Mlp(Mlp(c)), ml.MulticlassClassification.Trainers.GradientBoostedTrees(Trees(c)))
            with { Calibration = EnsembleCalibration.Temperature })),
        new("regression/Ensemble", Regression, Promises, (ml, c) => ml.Regression.Trainers.Ensemble(Ensemble(
            c, ml.Regression.Trainers.LeastSquares(LeastSquares(c)), ml.Regression.Trainers.GradientBoostedTrees(Trees(c))))),
    ];

    private static TOptions Network<TOptions>(TOptions options, TrainerColumns c)
        where TOptions : NetworkOptions => (TOptions)((NetworkOptions)options with
        {
            LabelColumnName = c.Label,
            FeatureColumnName = c.Features,
            ExampleWeightColumnName = c.Weight,
            CancellationToken = c.CancellationToken,
            Threads = 2,
        });

    private static MlpOptions Mlp(TrainerColumns c) =>
        Network(new MlpOptions { HiddenLayers = [8], Epochs = 4, BatchSize = 16, ValidationFraction = 0.2 }, c);

    private static GradientBoostedTreesOptions Trees(TrainerColumns c) => new()
    {
        LabelColumnName = c.Label,
        FeatureColumnName = c.Features,
        ExampleWeightColumnName = c.Weight,
        CancellationToken = c.CancellationToken,
        Threads = 2,
        NumberOfTrees = 8,
    };

    private static LeastSquaresOptions LeastSquares(TrainerColumns c) => new()
    {
        LabelColumnName = c.Label,
        FeatureColumnName = c.Features,
        ExampleWeightColumnName = c.Weight,
        CancellationToken = c.CancellationToken,
    };

    private static EnsembleOptions Ensemble(TrainerColumns c, IEstimator<ITransformer> first, IEstimator<ITransformer> second) => new()
    {
        LabelColumnName = c.Label,
        ExampleWeightColumnName = c.Weight,
        CancellationToken = c.CancellationToken,
        Folds = 2,
        Members = [("first", first), ("second", second)],
    };

    private static ImageTransferOptions Transfer(TrainerColumns c) =>
        Network(new ImageTransferOptions { ImageSize = 32, Mode = TransferMode.Probe, Epochs = 2 }, c);

    /// <summary>One channel, as near to a square as the number of features allows.</summary>
    private static Shape ImageOf(int features)
    {
        var height = (int)Math.Sqrt(features);
        while (features % height > 0)
            height--;
        return new Shape(1, height, features / height);
    }
}
