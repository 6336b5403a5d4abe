using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>
/// A component whose state ML.NET's model files can hold: a transformer, or the model inside one of ML.NET's own transformers. To make a
/// transformer of your own savable, implement <see cref="ISavable{TSelf}"/> and give its <see cref="SavedKind"/> to
/// <see cref="SavedKinds.Add"/> in each program that loads it.
/// </summary>
public interface ISavable : ICanSaveModel
{
    /// <summary>The name of this kind of component in files: lower-case letters, digits and hyphens; never changed, never used again for another.</summary>
    string SavedKind { get; }

    /// <summary>Writes the state: all that the component needs to predict with the same bits.</summary>
    void SaveState(ComponentWriter writer);

    /// <summary>Writes the component into the model file of ML.NET that is being saved.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelFile.Save(ctx, this);
}
