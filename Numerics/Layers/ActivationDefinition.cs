using System.Numerics;
using MlPipelines.Numerics.Kernels.Activations;

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

    /// <inheritdoc/>
    public sealed override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => Give(new Plain<T>(input));

    /// <summary>Gives the function, in its own type, to what makes a layer of it.</summary>
    internal abstract Layer<T> Give<T>(IActivationUse<T> use)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed class Plain<T>(Shape input) : IActivationUse<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Layer<T> Of<TActivation>(TActivation activation)
            where TActivation : struct, IActivation<T> => new ActivationLayer<T, TActivation>(input, activation);
    }
}

/// <summary>Makes a layer of a function.</summary>
internal interface IActivationUse<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The layer of the function.</summary>
    Layer<T> Of<TActivation>(TActivation activation)
        where TActivation : struct, IActivation<T>;
}
