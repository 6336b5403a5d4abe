namespace MlPipelines.Numerics.Layers;

/// <summary>The trained numbers of one layer of a network, by the end of their names: <c>weight</c>, <c>bias</c>.</summary>
/// <param name="path">What the names begin with: <c>layers.0</c>.</param>
/// <param name="read">Gives the numbers of a whole name.</param>
public sealed class LayerNumbers(string path, Func<string, float[]> read)
{
    /// <summary>What the names begin with.</summary>
    public string Path => path;

    /// <summary>A copy of the numbers of a parameter or a running statistic, row-major.</summary>
    /// <exception cref="KeyNotFoundException">The network has none of that name.</exception>
    public float[] this[string name] => read($"{path}.{name}");

    /// <summary>The numbers of a layer inside this one.</summary>
    /// <param name="inner">What its names begin with, whole.</param>
    public LayerNumbers At(string inner) => new(inner, read);
}
