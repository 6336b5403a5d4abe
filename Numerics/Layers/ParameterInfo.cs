namespace MlPipelines.Numerics.Layers;

/// <summary>Where a named parameter lies in a network's flat parameter buffer.</summary>
/// <param name="Name">As in PyTorch's <c>state_dict</c> of a <c>Sequential</c> named <c>layers</c>: <c>layers.0.weight</c>.</param>
/// <param name="Shape">Dimensions, row-major; a dense weight is [outputs, inputs].</param>
/// <param name="Offset">Index of its first element in the flat buffer.</param>
/// <param name="Role">What it does in its layer.</param>
public sealed record ParameterInfo(string Name, Shape Shape, int Offset, ParameterRole Role)
{
    /// <summary>Number of elements.</summary>
    public int Length => Shape.Size;
}
