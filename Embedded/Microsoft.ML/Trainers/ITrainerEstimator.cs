namespace Microsoft.ML.Trainers;

/// <summary>An estimator that trains a model for predictions.</summary>
public interface ITrainerEstimator<out TTransformer, out TModel> : IEstimator<TTransformer>
    where TTransformer : IPredictionTransformer<TModel>
    where TModel : class
{
    /// <summary>What the trainer wants of its training data.</summary>
    TrainerInfo Info { get; }
}
