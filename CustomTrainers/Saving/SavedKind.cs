namespace MlPipelines.CustomTrainers.Saving;

/// <summary>A kind of component that model files may hold: its name, and how it is made from its state.</summary>
public sealed class SavedKind
{
    private readonly Func<ComponentReader, ISavable> _load;

    private SavedKind(string name, Type type, Func<ComponentReader, ISavable> load)
    {
        Name = name;
        Type = type;
        _load = load;
    }

    /// <summary>The name in files.</summary>
    public string Name { get; }

    /// <summary>The component's type.</summary>
    internal Type Type { get; }

    /// <summary>The kind of a component's type.</summary>
    /// <exception cref="ArgumentException">Its name is not one of lower-case letters, digits and hyphens.</exception>
    public static SavedKind Of<TComponent>()
        where TComponent : ISavable<TComponent>
        => new(ComponentWriter.CheckName(TComponent.Kind, "kind"), typeof(TComponent), reader => TComponent.LoadState(reader));

    /// <summary>Makes the component.</summary>
    /// <exception cref="InvalidDataException">The state is not sound; the message says where.</exception>
    internal ISavable Load(ComponentReader reader)
    {
        try
        {
            return _load(reader);
        }
        catch (Exception exception) when (exception is not (InvalidDataException or OutOfMemoryException))
        {
            throw reader.Error(exception.Message, exception);
        }
    }
}
