namespace MlPipelines.Numerics.Layers;

/// <summary>Where a named parameter lies in a network's flat parameter buffer, or a named statistic in its flat buffer of state.</summary>
/// <param name="Name">As in PyTorch's <c>state_dict</c>: of a <c>Sequential</c> named <c>layers</c>, <c>layers.0.weight</c>, or by the layer's own name.</param>
/// <param name="Shape">Dimensions, row-major; a dense weight is [outputs, inputs], a convolution's [outputs, inputs, height, width].</param>
/// <param name="Offset">Index of its first element in the flat buffer.</param>
/// <param name="Role">What it does in its layer.</param>
public sealed record ParameterInfo(string Name, Shape Shape, int Offset, ParameterRole Role)
{
    /// <summary>Number of elements.</summary>
    public int Length => Shape.Size;

    /// <summary>Its part of the flat buffer.</summary>
    internal Span<T> Of<T>(Span<T> buffer) => buffer.Slice(Offset, Length);

    /// <summary>Its part of the flat buffer.</summary>
    internal ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> buffer) => buffer.Slice(Offset, Length);
}
