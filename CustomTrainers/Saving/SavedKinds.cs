using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The kinds of components that model files can be read with in this process.</summary>
public static class SavedKinds
{
    private static ImmutableDictionary<string, SavedKind> _kinds = typeof(SavedKinds).Assembly.GetCustomAttributes<OwnKindAttribute>()
        .Select(own => own.Kind)
        .ToImmutableDictionary(kind => kind.Name);

    /// <summary>The names of all kinds: this library's and those added.</summary>
    public static IEnumerable<string> Names => _kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>
    /// Adds a kind of component of the program's own, before a model file with one is loaded. This library's own kinds need no such line.
    /// Adding the same type again does nothing. Safe to call from several threads.
    /// </summary>
    /// <exception cref="ArgumentException">Another type has that name already.</exception>
    public static void Add(SavedKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var known = ImmutableInterlocked.GetOrAdd(ref _kinds, kind.Name, kind);
        if (known.Type != kind.Type)
            throw new ArgumentException($"The kind '{kind.Name}' is {known.Type} already; {kind.Type} needs another name.", nameof(kind));
    }

    /// <summary>Finds the kind of that name.</summary>
    internal static bool TryFind(string name, [NotNullWhen(true)] out SavedKind? kind) => _kinds.TryGetValue(name, out kind);
}

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
        where TComponent : ISavable<TComponent> =>
        new(ComponentWriter.CheckName(TComponent.Kind, "kind"), typeof(TComponent), reader => TComponent.LoadState(reader));

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

/// <summary>Names a kind of component of this library, which model files are read with in every program.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal abstract class OwnKindAttribute : Attribute
{
    /// <summary>The kind.</summary>
    public abstract SavedKind Kind { get; }
}

/// <summary>Stands before a component of this library that can be saved.</summary>
/// <typeparam name="TComponent">The component.</typeparam>
internal sealed class OwnKindAttribute<TComponent> : OwnKindAttribute
    where TComponent : ISavable<TComponent>
{
    /// <inheritdoc/>
    public override SavedKind Kind => SavedKind.Of<TComponent>();
}
