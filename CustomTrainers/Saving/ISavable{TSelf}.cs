namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The reading side of <see cref="ISavable"/>, known from the type alone.</summary>
/// <typeparam name="TSelf">The component.</typeparam>
public interface ISavable<TSelf> : ISavable
    where TSelf : ISavable<TSelf>
{
    /// <summary>The name of this kind of component in files.</summary>
    static abstract string Kind { get; }

    string ISavable.SavedKind => TSelf.Kind;

    /// <summary>Makes the component from its state, which may be damaged or made to do harm: believe no length and no number before it is checked.</summary>
    /// <exception cref="InvalidDataException">The state is not sound; made by <see cref="ComponentReader.Error"/>, which says where.</exception>
    static abstract TSelf LoadState(ComponentReader reader);
}
