using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Filters of 3 × 3 to and from the 6 × 6 places of Winograd's method: G g Gᵀ, and for their gradient Gᵀ u G.</summary>
internal static unsafe class WinogradFilters<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of a window of 3 × 3.</summary>
    public const int Taps = 9;

    /// <summary>Panels of outputs, each [36, inputs, panel], from [input, tap, padded outputs].</summary>
    /// <param name="flip">Whether taps are read backwards, for the gradient by the input.</param>
    public static void Transform(T* source, int inputs, int outputs, int padded, bool flip, T* target)
    {
        var panelWidth = ConvolutionTile<TSimd, TVector, T>.PanelWidth;
        for (var j = 0; j < outputs; j += panelWidth)
        {
            var width = outputs - j <= TSimd.Count ? TSimd.Count : panelWidth;
            for (var c = 0; c < inputs; c++)
            {
                for (var v = 0; v < width; v += TSimd.Count)
                {
                    TransformOne(
                        source + (nint)c * Taps * padded + j + v, padded, flip, target + (nint)c * width + v, (nint)inputs * width);
                }
            }

            target += (nint)WinogradShape.Places * inputs * width;
        }
    }

    /// <summary>The gradients [input, tap, padded outputs] from those of the places, [36, padded inputs, padded outputs].</summary>
    public static void TransformGradient(T* source, int inputs, int paddedInputs, int padded, T* target)
    {
        for (var c = 0; c < inputs; c++)
        {
            for (var v = 0; v < padded; v += TSimd.Count)
            {
                TransformGradientOne(
                    source + (nint)c * padded + v, (nint)paddedInputs * padded, target + (nint)c * Taps * padded + v, padded);
            }
        }
    }

    [SkipLocalsInit]
    private static void TransformOne(T* g, nint tapStride, bool flip, T* u, nint placeStride)
    {
        var half = stackalloc T[18 * TSimd.Count];
        if (flip)
        {
            g += (Taps - 1) * tapStride;
            tapStride = -tapStride;
        }

        for (var column = 0; column < 3; column++)
        {
            Spread(TSimd.Load(g + column * tapStride), TSimd.Load(g + (column + 3) * tapStride), TSimd.Load(g + (column + 6) * tapStride),
                half + column * TSimd.Count, 3 * TSimd.Count);
        }

        for (var row = 0; row < 6; row++)
        {
            var from = half + row * 3 * TSimd.Count;
            Spread(TSimd.Load(from), TSimd.Load(from + TSimd.Count), TSimd.Load(from + 2 * TSimd.Count), u + row * 6 * placeStride,
                placeStride);
        }
    }

    /// <summary>(a, b, c) → (a/4, −(a+b+c)/6, −(a−b+c)/6, (a+2b+4c)/24, (a−2b+4c)/24, c).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(TVector a, TVector b, TVector c, T* target, nint stride)
    {
        var even = TSimd.Multiply(TSimd.Add(a, c), Constant(-1.0 / 6));
        var odd = TSimd.Multiply(b, Constant(-1.0 / 6));
        var far = TSimd.MultiplyAdd(c, Constant(4.0 / 24), TSimd.Multiply(a, Constant(1.0 / 24)));
        var farOdd = TSimd.Multiply(b, Constant(2.0 / 24));
        TSimd.Store(target, TSimd.Multiply(a, Constant(0.25)));
        TSimd.Store(target + stride, TSimd.Add(even, odd));
        TSimd.Store(target + 2 * stride, TSimd.Subtract(even, odd));
        TSimd.Store(target + 3 * stride, TSimd.Add(far, farOdd));
        TSimd.Store(target + 4 * stride, TSimd.Subtract(far, farOdd));
        TSimd.Store(target + 5 * stride, c);
    }

    [SkipLocalsInit]
    private static void TransformGradientOne(T* u, nint placeStride, T* g, nint tapStride)
    {
        var half = stackalloc T[18 * TSimd.Count];
        for (var column = 0; column < 6; column++)
            Gather(u + column * placeStride, 6 * placeStride, half + column * TSimd.Count, 6 * TSimd.Count);
        for (var row = 0; row < 3; row++)
            Gather(half + row * 6 * TSimd.Count, TSimd.Count, g + row * 3 * tapStride, tapStride);
    }

    /// <summary>The transpose of <see cref="Spread"/>: 6 values to 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(T* source, nint stride, T* target, nint targetStride)
    {
        var (u1, u2, u3, u4) = (TSimd.Load(source + stride), TSimd.Load(source + 2 * stride), TSimd.Load(source + 3 * stride),
            TSimd.Load(source + 4 * stride));
        var (near, far) = (TSimd.Multiply(TSimd.Add(u1, u2), Constant(-1.0 / 6)), TSimd.Add(u3, u4));
        TSimd.Store(target, TSimd.MultiplyAdd(TSimd.Load(source), Constant(0.25), TSimd.MultiplyAdd(far, Constant(1.0 / 24), near)));
        var odd = TSimd.Multiply(TSimd.Subtract(u2, u1), Constant(1.0 / 6));
        TSimd.Store(target + targetStride, TSimd.MultiplyAdd(TSimd.Subtract(u3, u4), Constant(2.0 / 24), odd));
        TSimd.Store(
            target + 2 * targetStride, TSimd.Add(TSimd.MultiplyAdd(far, Constant(4.0 / 24), near), TSimd.Load(source + 5 * stride)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant(double value) => TSimd.Create(T.CreateTruncating(value));
}
