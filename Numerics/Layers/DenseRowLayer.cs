using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.Numerics.Layers;

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
            for (var k = 0; k < inputs; k++)
                transposed[k * PaddedOutputs + j] = weight[j * inputs + k];
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

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => RowProduct.Multiply(_weights.Span, x, _bias.Span, y, _rectify, scratch);
}
