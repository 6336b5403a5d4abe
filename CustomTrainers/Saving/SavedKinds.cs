using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Transforms;

namespace MlPipelines.CustomTrainers.Saving;

/// <summary>The kinds of components that model files can be read with in this process.</summary>
public static class SavedKinds
{
    private static ImmutableDictionary<string, SavedKind> _kinds = ImmutableDictionary<string, SavedKind>.Empty.AddRange(new[]
    {
        SavedKind.Of<MulticlassNetworkTransformer>(),
        SavedKind.Of<BinaryNetworkModel>(),
        SavedKind.Of<RegressionNetworkTransformer>(),
        SavedKind.Of<MulticlassTreeTransformer>(),
        SavedKind.Of<BinaryTreeModel>(),
        SavedKind.Of<RegressionTreeTransformer>(),
        SavedKind.Of<JointMeanVarianceTransformer>(),
    }.ToDictionary(kind => kind.Name));

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
