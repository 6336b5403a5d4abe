using Microsoft.ML;
using MlPipelines.Conformance.Model;
using MlPipelines.CustomTrainers;

namespace MlPipelines.UnitTests.Conformance;

/// <summary>A trainer with one fault.</summary>
/// <param name="Check">The check that must find it, alone.</param>
/// <param name="What">What the fault is.</param>
/// <param name="Task">What the trainer learns.</param>
/// <param name="Options">What it promises.</param>
/// <param name="Create">Makes it.</param>
internal sealed record PlantedFault(
    string Check, string What, ConformanceTask Task, ConformanceOptions Options,
    Func<MLContext, TrainerColumns, IEstimator<ITransformer>> Create);

/// <summary>Good trainers, and ways to plant a fault into one.</summary>
internal static class Planting
{
    public static ConformanceOptions Promises { get; } = new()
    {
        Rows = 60,
        ManyFeatures = 50,
        IgnoresRowOrder = true,
        TakesCancellationToken = true,
        TimeLimit = TimeSpan.FromMinutes(2),
    };

    /// <summary>Promises of a network, whose steps depend on the order of the rows.</summary>
    public static ConformanceOptions NetworkPromises { get; } = Promises with { IgnoresRowOrder = false };

    public static IEstimator<ITransformer> Linear(MLContext ml, TrainerColumns c) => Linear(ml, c, l2: 0.1);

    public static IEstimator<ITransformer> Linear(MLContext ml, TrainerColumns c, double l2) =>
        ml.Regression.Trainers.LeastSquares(new LeastSquaresOptions
        {
            LabelColumnName = c.Label,
            FeatureColumnName = c.Features,
            ExampleWeightColumnName = c.Weight,
            CancellationToken = c.CancellationToken,
            L2 = l2,
        });

    public static IEstimator<ITransformer> Classes(MLContext ml, TrainerColumns c) => Classes(ml, c, seed: 1);

    public static IEstimator<ITransformer> Classes(MLContext ml, TrainerColumns c, int seed) =>
        ml.MulticlassClassification.Trainers.Mlp(Network(c, seed));

    public static IEstimator<ITransformer> Truth(MLContext ml, TrainerColumns c) =>
        ml.BinaryClassification.Trainers.Mlp(Network(c, seed: 1));

    /// <summary>A linear trainer whose fit is another.</summary>
    public static PlantedFault Fit(
        string check, string what, Func<MLContext, TrainerColumns, IEstimator<ITransformer>, IDataView, ITransformer> fit) => new(
        check, what, ConformanceTask.Regression, Promises,
        (ml, c) => new FaultyEstimator(Linear(ml, c)) { FitWith = (inner, rows) => fit(ml, c, inner, rows) });

    /// <summary>A linear trainer that throws where its rows are such.</summary>
    public static PlantedFault FitThrows(
        string check, Func<IDataView, TrainerColumns, bool> isSuch, Func<Exception> error,
        ConformanceTask task = ConformanceTask.Regression) => new(
        check, $"throws {error().GetType().Name}", task, task == ConformanceTask.Regression ? Promises : NetworkPromises,
        (ml, c) => new FaultyEstimator(Good(ml, c, task))
        {
            FitWith = (inner, rows) => isSuch(rows, c) ? throw error() : inner.Fit(rows),
        });

    /// <summary>A linear trainer whose model is another.</summary>
    public static PlantedFault Model(string check, string what, Func<ITransformer, FaultyModel> change) =>
        Fit(check, what, (_, _, inner, rows) => change(inner.Fit(rows)));

    /// <summary>A linear trainer whose model throws where rows to predict are such.</summary>
    public static PlantedFault ModelThrows(string check, Func<IDataView, bool> isSuch, Func<Exception> error) => Model(
        check, $"throws {error().GetType().Name}",
        good => new FaultyModel(good) { TransformWith = (inner, rows) => isSuch(rows) ? throw error() : inner.Transform(rows) });

    /// <summary>A linear trainer that takes a weight for another.</summary>
    public static PlantedFault Weights(string check, string what, Func<float, float> change) => Fit(
        check, what, (_, c, inner, rows) => inner.Fit(
            c.Weight is null || rows.Schema.GetColumnOrNull(c.Weight) is null
                ? rows
                : new ChangedView<float>(rows, c.Weight, (weight, _) => change(weight))));

    private static IEstimator<ITransformer> Good(MLContext ml, TrainerColumns c, ConformanceTask task) => task switch
    {
        ConformanceTask.Binary => Truth(ml, c),
        ConformanceTask.Multiclass => Classes(ml, c),
        _ => Linear(ml, c),
    };

    private static MlpOptions Network(TrainerColumns c, int seed) => new()
    {
        LabelColumnName = c.Label,
        FeatureColumnName = c.Features,
        ExampleWeightColumnName = c.Weight,
        CancellationToken = c.CancellationToken,
        HiddenLayers = [4],
        Epochs = 2,
        Threads = 1,
        Seed = seed,
    };
}
