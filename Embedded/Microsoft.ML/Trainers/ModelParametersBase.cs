namespace Microsoft.ML.Trainers;

/// <summary>The base of trained models.</summary>
/// <typeparam name="TOutput">What the model gives for an example: a float, or a vector of them.</typeparam>
public abstract class ModelParametersBase<TOutput> : ICanSaveModel
{
    private protected ModelParametersBase()
    {
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    /// <summary>Writes the parameters into a model file.</summary>
    private protected virtual void SaveModel(ModelSaveContext ctx) =>
        throw new NotSupportedException($"A model of type {GetType().Name} cannot be saved into a model file.");
}
