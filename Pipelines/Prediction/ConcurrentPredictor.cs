using Microsoft.ML;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>
/// Predictions for one object at a time on any number of threads at once: ML.NET's engines, one for each thread that predicts at the
/// same time. Engines share the model, and nothing is locked.
/// </summary>
/// <typeparam name="TIn">The class of the inputs.</typeparam>
/// <typeparam name="TOut">The class of the predictions.</typeparam>
public sealed class ConcurrentPredictor<TIn, TOut> : IDisposable
    where TIn : class
    where TOut : class, new()
{
    private readonly Pool<PredictionEngine<TIn, TOut>> _engines;

    internal ConcurrentPredictor(Func<PredictionEngine<TIn, TOut>> create) => _engines = new Pool<PredictionEngine<TIn, TOut>>(create);

    /// <summary>Predicts into a new object.</summary>
    public TOut Predict(TIn example)
    {
        var prediction = new TOut();
        Predict(example, ref prediction);
        return prediction;
    }

    /// <summary>Predicts into an object that is there, which allocates nothing when its arrays have the right lengths.</summary>
    /// <param name="example">The input.</param>
    /// <param name="prediction">The object to be filled.</param>
    public void Predict(TIn example, ref TOut prediction)
    {
        var engine = _engines.Take();
        engine.Predict(example, ref prediction); // an engine that threw is not used again
        _engines.Return(engine);
    }

    /// <summary>Disposes the engines; the pipeline stays.</summary>
    public void Dispose() => _engines.Dispose();
}
