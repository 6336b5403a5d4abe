using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>
/// A component whose state ML.NET's model files can hold: a transformer, or the model inside one of ML.NET's own transformers. To make a
/// transformer of your own savable, implement <see cref="ISavable{TSelf}"/> and give its <see cref="SavedKind"/> to
/// <see cref="SavedKinds.Add"/> in each program that loads it.
/// </summary>
public interface ISavable : ICanSaveModel
{
    /// <summary>
    /// The name of this kind of component in files: lower-case letters, digits and hyphens; never changed, never used again for another.
    /// </summary>
    string SavedKind { get; }

    /// <summary>Writes the state: all that the component needs to predict with the same bits.</summary>
    void SaveState(ComponentWriter writer);

    /// <summary>Writes the component into the model file of ML.NET that is being saved.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) => SavedComponents.Save(ctx, this);
}

/// <summary>The reading side of <see cref="ISavable"/>, known from the type alone.</summary>
/// <typeparam name="TSelf">The component.</typeparam>
public interface ISavable<TSelf> : ISavable
    where TSelf : ISavable<TSelf>
{
    /// <summary>The name of this kind of component in files.</summary>
    static abstract string Kind { get; }

    string ISavable.SavedKind => TSelf.Kind;

    /// <summary>
    /// Makes the component from its state, which may be damaged or made to do harm: believe no length and no number before it is checked.
    /// </summary>
    /// <exception cref="InvalidDataException">The state is not sound; made by <see cref="ComponentReader.Error"/>, which says where.
    ///</exception>
    static abstract TSelf LoadState(ComponentReader reader);
}
