using System.Numerics;
using MlPipelines.Numerics.Initialization;

namespace MlPipelines.Numerics.Layers;

/// <summary>A fully connected layer: y = W x + b with W [outputs, inputs]. Any input shape is read as one row of its elements.</summary>
/// <param name="Outputs">Number of outputs, at least 1.</param>
/// <param name="Initialization">How the weights start.</param>
public sealed record Dense(int Outputs, WeightInitialization Initialization = WeightInitialization.PyTorch) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(Outputs);

    internal override void Validate()
    {
        if (Outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(Outputs), Outputs, "A dense layer needs at least 1 output.");
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "Unknown weight initialization.");
    }

    internal override long CountParameters(Shape input) => (input.Size + 1L) * Outputs;

    internal override long CountMultiplyAdds(Shape input) => (long)input.Size * Outputs;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path) => Build<T>(input, layout, path, rectify: false);

    /// <summary>Builds the layer, with the ReLU that follows it fused in when <paramref name="rectify"/> is set.</summary>
    internal DenseLayer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weight = layout.Add($"{path}.weight", new Shape(Outputs, input.Size), ParameterRole.Weight);
        var bias = layout.Add($"{path}.bias", new Shape(Outputs), ParameterRole.Bias);
        return new DenseLayer<T>(input, weight, bias, Initialization, rectify);
    }
}
