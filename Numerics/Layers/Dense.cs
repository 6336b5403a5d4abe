using MlPipelines.Numerics.Initialization;

namespace MlPipelines.Numerics.Layers;

/// <summary>A fully connected layer: y = W x + b with W [outputs, inputs]. Any input shape is read as one row of its elements.</summary>
/// <param name="Outputs">Number of outputs, at least 1.</param>
/// <param name="Initialization">How the weights start.</param>
/// <param name="Bias">Whether b is there. Default true.</param>
public sealed record Dense(int Outputs, WeightInitialization Initialization = WeightInitialization.PyTorch, bool Bias = true) : LayerDefinition
{
    internal override bool TakesRectifier => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(Outputs);

    internal override void Validate()
    {
        if (Outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(Outputs), Outputs, "A dense layer needs at least 1 output.");
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "Unknown weight initialization.");
    }

    internal override long CountParameters(Shape input) => (input.Size + (Bias ? 1L : 0)) * Outputs;

    internal override long CountMultiplyAdds(Shape input) => (long)input.Size * Outputs;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var weight = layout.Add($"{path}.weight", new Shape(Outputs, input.Size), ParameterRole.Weight);
        var bias = Bias ? layout.Add($"{path}.bias", new Shape(Outputs), ParameterRole.Bias) : null;
        return new DenseLayer<T>(input, weight, bias, Initialization, rectify);
    }
}
