using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>What a layer is, before it is built: an immutable value without weights. A network's definition is a list of them.</summary>
public abstract record LayerDefinition
{
    /// <summary>The shape of one output sample for one input sample of the given shape.</summary>
    /// <exception cref="ArgumentException">The input shape does not fit the layer.</exception>
    public abstract Shape OutputShape(Shape input);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal virtual void Validate()
    {
    }

    /// <summary>Trained numbers of the layer for inputs of the given shape.</summary>
    internal virtual long CountParameters(Shape input) => 0;

    /// <summary>Multiply-adds for one sample, forward.</summary>
    internal virtual long CountMultiplyAdds(Shape input) => 0;

    /// <summary>Builds the layer for inputs of the given shape and reserves its parameters.</summary>
    internal abstract Layer<T> Build<T>(Shape input, ParameterLayout layout, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
