using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>y = body(x) + shortcut(x), rectified or not, for one row.</summary>
internal sealed class ResidualRowLayer<T>(RowChain<T> body, RowChain<T> shortcut, int outputs, bool rectify) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => outputs;

    public override int ScratchSize { get; } = outputs + Math.Max(body.ScratchSize, shortcut.ScratchSize);

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        var skipped = scratch[..outputs];
        var rest = scratch[outputs..];
        shortcut.Forward(x, skipped, rest);
        body.Forward(x, y, rest);
        Addition.Add(WorkerPool.Single, y, skipped, y, rectify);
    }
}
