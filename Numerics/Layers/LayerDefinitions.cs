using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// The kinds of layers that a saved network may hold, by the name that the file gives them. Those of this library are there from the start,
/// under the names of their records; a layer of another library is added once, before the first network with it is saved or loaded. Safe
/// for any number of threads.
/// </summary>
public static class LayerDefinitions
{
    private static readonly Lock Gate = new();
    private static volatile Dictionary<string, Type> _kinds = typeof(LayerDefinition).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(kind => (string)kind.TypeDiscriminator!, kind => kind.DerivedType, StringComparer.Ordinal);

    /// <summary>All kinds, by name. Another dictionary after each <see cref="Add{TDefinition}"/>.</summary>
    internal static IReadOnlyDictionary<string, Type> Kinds => _kinds;

    /// <summary>How the settings of added kinds are read and written; null while there are none.</summary>
    internal static AddedLayerSettings? AddedSettings { get; private set; }

    /// <summary>Adds a kind of layer. Adding the same kind under the same name again changes nothing.</summary>
    /// <typeparam name="TDefinition">A record whose public properties are its settings; they are saved as JSON.</typeparam>
    /// <param name="name">What files call it; keep it for as long as there are files.</param>
    /// <exception cref="ArgumentException">The name is empty, belongs to another kind, or the kind has another name.</exception>
    [RequiresUnreferencedCode("The layer's properties are found at run time. In a trimmed program read its weights by NetworkWeights.")]
    [RequiresDynamicCode("The layer's properties are found at run time. In a program compiled ahead of time read its weights by "
        + "NetworkWeights.")]
    public static void Add<TDefinition>(string name)
        where TDefinition : LayerDefinition
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (Gate)
        {
            if (_kinds.TryGetValue(name, out var taken) && taken != typeof(TDefinition))
            {
                throw new ArgumentException(
                    $"The name '{name}' belongs to the layer {taken.FullName}; give {typeof(TDefinition).FullName} another.", nameof(name));
            }

            if (_kinds.FirstOrDefault(kind => kind.Value == typeof(TDefinition)).Key is { } other && other != name)
            {
                throw new ArgumentException(
                    $"The layer {typeof(TDefinition).FullName} has the name '{other}' already; found '{name}'.", nameof(name));
            }

            var kinds = new Dictionary<string, Type>(_kinds, StringComparer.Ordinal) { [name] = typeof(TDefinition) };
            AddedSettings = new AddedLayerSettings(kinds.Values.Where(kind => kind.Assembly != typeof(LayerDefinition).Assembly));
            _kinds = kinds;
        }
    }
}
