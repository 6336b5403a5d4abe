using Microsoft.ML;
using MlPipelines.Conformance.Model;

namespace MlPipelines.Conform;

/// <summary>A trainer that is checked.</summary>
/// <param name="Name">The task and the trainer, such as <c>binary/FastTree</c>.</param>
/// <param name="Task">What it learns.</param>
/// <param name="Options">What it promises.</param>
/// <param name="Create">Makes it.</param>
public sealed record TrainerCase(
    string Name, ConformanceTask Task, ConformanceOptions Options,
    Func<MLContext, TrainerColumns, IEstimator<ITransformer>> Create);
