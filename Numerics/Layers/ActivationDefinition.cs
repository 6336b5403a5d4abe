using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A function of this library that is applied element by element; it keeps the shape and the order of its input. A layer of another library
/// derives from <see cref="LayerDefinition"/>.
/// </summary>
public abstract record ActivationDefinition : LayerDefinition
{
    private protected ActivationDefinition()
    {
    }

    /// <inheritdoc/>
    public sealed override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public sealed override ImageLayout? LayoutOf(Shape input) => null;

    /// <summary>Builds the function f as a part of a <see cref="ParametricActivation"/>: y = x + weight · (f(x) − x).</summary>
    internal abstract Layer<T> BuildParametric<T>(Shape input, ParameterInfo weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
