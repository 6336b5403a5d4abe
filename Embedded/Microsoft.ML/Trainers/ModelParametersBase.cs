namespace Microsoft.ML.Trainers;

/// <summary>The base of trained models.</summary>
/// <typeparam name="TOutput">What the model gives for an example: a float, or a vector of them.</typeparam>
public abstract class ModelParametersBase<TOutput>
{
    private protected ModelParametersBase()
    {
    }
}
