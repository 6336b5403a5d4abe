namespace Microsoft.ML;

/// <summary>A transformer around a model.</summary>
/// <typeparam name="TModel">The type of the model's parameters.</typeparam>
public interface IPredictionTransformer<out TModel> : ITransformer
    where TModel : class
{
    /// <summary>The model.</summary>
    TModel Model { get; }
}
