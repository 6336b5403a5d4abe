using MlPipelines.Numerics.Initialization;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A two-dimensional convolution (cross-correlation, as everywhere in this field): y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i · stride + p − padding, j · stride + q − padding],
/// pixels outside the image counting 0. Shapes: x [channels, height, width], W [filters, channels, kernel, kernel], b [filters], y [filters, height', width'].
/// </summary>
/// <param name="Filters">Channels of the output, at least 1.</param>
/// <param name="KernelSize">Pixels on a side of the kernel, at least 1.</param>
/// <param name="Stride">Pixels from one window to the next, at least 1. Default 1.</param>
/// <param name="Padding">Pixels of border around the image, below the kernel's size. Default 0.</param>
/// <param name="Bias">Whether b is there; of no use before a batch normalization. Default true.</param>
/// <param name="Initialization">How the weights start.</param>
public sealed record Conv2d(
    int Filters, int KernelSize, int Stride = 1, int Padding = 0, bool Bias = true, WeightInitialization Initialization = WeightInitialization.PyTorch) : LayerDefinition
{
    internal override bool TakesRectifier => true;

    private Window Window => new(KernelSize, Stride, Padding);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Window.Output(input, Filters);

    internal override void Validate()
    {
        if (Filters < 1)
            throw new ArgumentOutOfRangeException(nameof(Filters), Filters, $"A convolution needs at least 1 filter; found {Filters}.");
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "Unknown weight initialization.");
        Window.Validate();
    }

    internal override long CountParameters(Shape input) => ((long)input[0] * KernelSize * KernelSize + (Bias ? 1 : 0)) * Filters;

    internal override long CountMultiplyAdds(Shape input) => (long)input[0] * KernelSize * KernelSize * OutputShape(input).Size;

    internal override ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsLast;

    internal override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var weight = layout.Add($"{path}.weight", new Shape(Filters, input[0], KernelSize, KernelSize), ParameterRole.Weight);
        var bias = Bias ? layout.Add($"{path}.bias", new Shape(Filters), ParameterRole.Bias) : null;
        return new Conv2dLayer<T>(input, OutputShape(input), Window, weight, bias, Initialization, rectify);
    }
}
