using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>
/// A transformer that gives its state to a file of a trained pipeline. ML.NET lets only its own components write into its model
/// files, so that ours are kept beside them. To make a transformer of your own savable, implement
/// <see cref="ISavableTransformer{TSelf}"/> and add its <see cref="SavedKind"/> to <see cref="SavedKinds"/>, or give it to the load.
/// </summary>
public interface ISavableTransformer : ITransformer
{
    /// <summary>The name of this kind of transformer in files: lower-case letters, digits and hyphens; never changed, never used again for another.</summary>
    string SavedKind { get; }

    /// <summary>Writes the state: all that the transformer needs to predict with the same bits.</summary>
    void SaveState(ComponentWriter writer);
}
