using Microsoft.ML;

namespace MlPipelines.FastTreeQuality;

/// <summary>A trainer on a kind of data.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="CreateData">Training and test rows of a seed.</param>
/// <param name="CreateTrainer">The trainer.</param>
/// <param name="Evaluate">The metrics of scored test rows, by name. A name that ends in "+" is the better the higher.</param>
internal sealed record QualityCase(
    string Name,
    Func<MLContext, int, (IDataView Train, IDataView Test)> CreateData,
    Func<MLContext, int, IEstimator<ITransformer>> CreateTrainer,
    Func<MLContext, IDataView, (string Name, double Value)[]> Evaluate);
