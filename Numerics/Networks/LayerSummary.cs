using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>One line of a <see cref="NetworkSummary"/>.</summary>
/// <param name="Name">Its place, as in parameter names: <c>layers.0</c>.</param>
/// <param name="Layer">Its kind.</param>
/// <param name="Output">Shape of one output sample.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="MultiplyAdds">Multiplications with an addition for one sample, forward; element-by-element work is not counted.</param>
public sealed record LayerSummary(string Name, string Layer, Shape Output, long Parameters, long MultiplyAdds)
{
    /// <summary>How many composite layers it lies in; the line of a composite layer counts nothing itself.</summary>
    public int Depth { get; init; }
}
