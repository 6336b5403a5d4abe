namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The reading side of <see cref="ISavableTransformer"/>, known from the type alone.</summary>
/// <typeparam name="TSelf">The transformer.</typeparam>
public interface ISavableTransformer<TSelf> : ISavableTransformer
    where TSelf : ISavableTransformer<TSelf>
{
    /// <summary>The name of this kind of transformer in files.</summary>
    static abstract string Kind { get; }

    string ISavableTransformer.SavedKind => TSelf.Kind;

    /// <summary>Makes the transformer from its state, which may be hostile: believe no length and no number before it is checked.</summary>
    /// <exception cref="InvalidDataException">The state is not sound; made by <see cref="ComponentReader.Error"/>, which says where.</exception>
    static abstract TSelf LoadState(ComponentReader reader);
}
