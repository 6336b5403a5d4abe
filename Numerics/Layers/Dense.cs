using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>A fully connected layer: y = W x + b with W [outputs, inputs]. Any input shape is read as one row of its elements.</summary>
/// <param name="Outputs">Number of outputs, at least 1.</param>
/// <param name="Initialization">How the weights start.</param>
/// <param name="Bias">Whether b is there. Default true.</param>
public sealed record Dense(
    int Outputs, WeightInitialization Initialization = WeightInitialization.PyTorch, bool Bias = true) : LayerDefinition
{
    /// <inheritdoc/>
    public override bool TakesRectifier() => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(Outputs);

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(Outputs), Outputs, "A dense layer needs at least 1 output.");
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "Unknown weight initialization.");
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => (input.Size + (Bias ? 1L : 0)) * Outputs;

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => (long)input.Size * Outputs;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var weight = layout.Add($"{path}.weight", new Shape(Outputs, input.Size), ParameterRole.Weight);
        var bias = Bias ? layout.Add($"{path}.bias", new Shape(Outputs), ParameterRole.Bias) : null;
        return new DenseLayer<T>(input, weight, bias, Initialization, rectify);
    }

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var rows = input.Rank == 1 ? x : graph.Reshape(x, -1, input.Size);
        var weight = graph.Constant(numbers["weight"], Outputs, input.Size);
        return graph.Node(
            "Gemm", Bias ? [rows, weight, graph.Vector(numbers["bias"])] : [rows, weight], OnnxSetting.Of("transB", 1));
    }
}

/// <summary>
/// Y = X Wᵀ + b, followed by max(·, 0) when fused with a ReLU. Shapes: X [batch, inputs], W [outputs, inputs], b [outputs] or none, Y
/// [batch, outputs]. Backward: dW = dYᵀ X, db = column sums of dY, dX = dY W, with dY first set to 0 where Y is 0 when rectified.
/// </summary>
internal sealed class DenseLayer<T>(
    Shape input, ParameterInfo weight, ParameterInfo? bias, WeightInitialization initialization, bool rectify)
    : Layer<T>(input, new Shape(weight.Shape[0]))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => !rectify;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random) =>
        Initializer.Fill(
            initialization, weight.Of(parameters), bias is null ? default : bias.Of(parameters), InputSize, OutputSize, random);

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new DenseRowLayer<T>(weight.Of(parameters), Bias(parameters), OutputSize, rectify);

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        rectify ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var w = weight.Of(pass.Parameters);
        var b = Bias(pass.Parameters);
        if (pass.Batch == 1 && !b.IsEmpty)
        {
            MatrixVector<T>.Multiply(w, x, b, y, rectify);
        }
        else
        {
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, OutputSize, InputSize,
                new MatrixView<T>(x, InputSize), MatrixView<T>.Transposed(w, InputSize), y, new Epilogue<T>(b, rectify));
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (bias is not null)
            BiasGradient<T>.Compute(pass.Workers, rectify ? y : default, dy, bias.Of(pass.Gradients));
        else if (rectify)
            RectifierGradient.Apply(pass.Workers, y, dy);
        MatrixProduct.Multiply(
            pass.Workers, OutputSize, InputSize, pass.Batch,
            MatrixView<T>.Transposed(dy, OutputSize), new MatrixView<T>(x, InputSize), weight.Of(pass.Gradients), default);
        if (!dx.IsEmpty)
        {
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, InputSize, OutputSize,
                new MatrixView<T>(dy, OutputSize), new MatrixView<T>(weight.Of(pass.Parameters), InputSize), dx, default);
        }
    }

    private ReadOnlySpan<T> Bias(ReadOnlySpan<T> parameters) => bias is null ? default : bias.Of(parameters);
}

/// <summary>A dense layer with its weights transposed to [inputs, padded outputs], so that one row reads them in order.</summary>
internal sealed class DenseRowLayer<T> : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _weights;
    private readonly AlignedBuffer<T> _bias;
    private readonly bool _rectify;

    /// <summary>Copies weights [outputs, inputs] and biases [outputs]; no biases count as zeros.</summary>
    public DenseRowLayer(ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, int outputs, bool rectify)
        : this(weight.Length / outputs, outputs, rectify)
    {
        var inputs = weight.Length / outputs;
        var transposed = _weights.Span;
        for (var j = 0; j < outputs; j++)
        {
            for (var k = 0; k < inputs; k++)
                transposed[k * PaddedOutputs + j] = weight[j * inputs + k];
        }

        bias.CopyTo(_bias.Span);
    }

    private DenseRowLayer(int inputs, int outputs, bool rectify)
    {
        var padding = RowProduct.Padding<T>();
        Outputs = outputs;
        PaddedOutputs = (outputs + padding - 1) / padding * padding;
        _weights = new AlignedBuffer<T>(checked(inputs * PaddedOutputs));
        _bias = new AlignedBuffer<T>(PaddedOutputs);
        _rectify = rectify;
        ScratchSize = RowProduct.RoomFor<T>(inputs, PaddedOutputs);
    }

    public override int Outputs { get; }

    public override int PaddedOutputs { get; }

    public override int ScratchSize { get; }

    /// <summary>scale · (W x + b) + shift = (scale · W) x + (scale · b + shift).</summary>
    public override RowLayer<T>? Scaled(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool rectify)
    {
        if (_rectify)
            return null;
        var inputs = _weights.Length / PaddedOutputs;
        var scaled = new DenseRowLayer<T>(inputs, Outputs, rectify);
        for (var j = 0; j < Outputs; j++)
        {
            for (var k = 0; k < inputs; k++)
                scaled._weights.Span[k * PaddedOutputs + j] = scale[j] * _weights.Span[k * PaddedOutputs + j];
            scaled._bias.Span[j] = scale[j] * _bias.Span[j] + shift[j];
        }

        return scaled;
    }

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) =>
        RowProduct.Multiply(_weights.Span, x, _bias.Span, y, _rectify, scratch);
}
