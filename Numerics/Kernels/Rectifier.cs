using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

/// <summary>max(x, 0) and its gradient.</summary>
internal static class Rectifier
{
    /// <summary>y = max(x, 0); NaN stays NaN.</summary>
    public static void Forward<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] < T.Zero ? T.Zero : x[i];
    }

    /// <summary>Sets dy to 0 where y, the output of the forward pass, is 0.</summary>
    public static void Backward<T>(ReadOnlySpan<T> y, Span<T> dy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < dy.Length; i++)
        {
            if (y[i] <= T.Zero)
                dy[i] = T.Zero;
        }
    }
}
