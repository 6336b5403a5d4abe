using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>y[k · n + i] = sin(α_k · x_i). Shapes: x [batch, n], y [batch, frequencies · n]. Backward: dx_i = Σ_k α_k · cos(α_k · x_i) · dy[k · n + i], in the order of k.</summary>
internal sealed class SineFeaturesLayer<T>(Shape input, Shape output, T[] frequencies) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new Row(this);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        for (var row = 0; row < pass.Batch; row++)
            ForwardRow(x.Slice(row * InputSize, InputSize), y.Slice(row * OutputSize, OutputSize));
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        var n = InputSize;
        for (var row = 0; row < pass.Batch; row++)
        {
            var own = dy.Slice(row * OutputSize, OutputSize);
            for (var i = 0; i < n; i++)
            {
                var sum = T.Zero;
                for (var k = 0; k < frequencies.Length; k++)
                    sum += frequencies[k] * T.Cos(frequencies[k] * x[row * n + i]) * own[k * n + i];
                dx[row * n + i] = sum;
            }
        }
    }

    private void ForwardRow(ReadOnlySpan<T> x, Span<T> y)
    {
        for (var k = 0; k < frequencies.Length; k++)
            for (var i = 0; i < x.Length; i++)
                y[k * x.Length + i] = T.Sin(frequencies[k] * x[i]);
    }

    private sealed class Row(SineFeaturesLayer<T> layer) : RowLayer<T>
    {
        public override int Outputs => layer.OutputSize;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => layer.ForwardRow(x, y);
    }
}
