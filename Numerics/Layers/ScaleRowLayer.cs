using System.Numerics;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = scale · x + shift, rectified or not, for one row: a batch normalization with its running statistics.</summary>
internal sealed class ScaleRowLayer<T>(T[] scale, T[] shift, bool rectify) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => scale.Length;

    /// <summary>The layer before with this one taken in; null where it cannot.</summary>
    public RowLayer<T>? FoldInto(RowLayer<T> before) => before.Scaled(scale, shift, rectify);

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        for (var i = 0; i < scale.Length; i++)
        {
            var value = T.FusedMultiplyAdd(scale[i], x[i], shift[i]);
            y[i] = rectify && value < T.Zero ? T.Zero : value;
        }
    }
}
