using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>A kind of transformer that files of trained pipelines may hold: its name, and how it is made from its state.</summary>
public sealed class SavedKind
{
    private readonly Func<ComponentReader, ITransformer> _load;

    private SavedKind(string name, Func<ComponentReader, ITransformer> load)
    {
        Name = name;
        _load = load;
    }

    /// <summary>The name in files.</summary>
    public string Name { get; }

    /// <summary>The kind of a transformer's type.</summary>
    /// <exception cref="ArgumentException">Its name is not one of lower-case letters, digits and hyphens.</exception>
    public static SavedKind Of<TTransformer>()
        where TTransformer : ISavableTransformer<TTransformer>
        => new(ComponentWriter.CheckName(TTransformer.Kind, "kind"), reader => TTransformer.LoadState(reader));

    /// <summary>Makes the transformer.</summary>
    /// <exception cref="InvalidDataException">The state is not sound; the message says where.</exception>
    public ITransformer Load(ComponentReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            return _load(reader);
        }
        catch (Exception exception) when (exception is ArgumentException or EndOfStreamException or FormatException or OverflowException)
        {
            throw reader.Error(exception.Message, exception);
        }
    }
}
