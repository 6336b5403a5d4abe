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

    /// <summary>Copies weights [outputs, inputs] and biases [outputs].</summary>
    public DenseRowLayer(ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, bool rectify)
    {
        var (inputs, outputs) = (weight.Length / bias.Length, bias.Length);
        var padding = RowProduct.Padding<T>();
        PaddedOutputs = (outputs + padding - 1) / padding * padding;
        _weights = new AlignedBuffer<T>(checked(inputs * PaddedOutputs));
        _bias = new AlignedBuffer<T>(PaddedOutputs);
        _rectify = rectify;
        var transposed = _weights.Span;
        for (var j = 0; j < outputs; j++)
            for (var k = 0; k < inputs; k++)
                transposed[k * PaddedOutputs + j] = weight[j * inputs + k];
        bias.CopyTo(_bias.Span);
    }

    public override int PaddedOutputs { get; }

    public override void Forward(ReadOnlySpan<T> x, Span<T> y) => RowProduct.Multiply(_weights.Span, x, _bias.Span, y, _rectify);
}
