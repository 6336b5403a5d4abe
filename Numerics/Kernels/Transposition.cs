using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Copies rows into columns.</summary>
internal static unsafe class Transposition
{
    /// <summary>
    /// target[p, i] = source[i, p] for <paramref name="rows"/> rows of <paramref name="length"/> elements; target has rows of
    /// <paramref name="padded"/> elements, the rest 0.
    /// </summary>
    public static void Pack<T>(T* source, nint stride, int rows, int length, int padded, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Turn(source, stride, rows, length, padded, target);
        PackScalar(source, stride, 0, length, padded, target + rows, padded - rows);
    }

    /// <summary>As <see cref="Pack"/>, but what lies behind the rows of target stays as it is.</summary>
    public static void Turn<T>(T* source, nint stride, int rows, int length, int padded, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var done = 0;
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            for (; done + 16 <= rows; done += 16)
                Pack16((float*)source + done * stride, stride, length, padded, (float*)target + done);
        }

        if (typeof(T) == typeof(float) && Avx512F.IsSupported && rows - done >= 12)
        {
            Pack12((float*)source + done * stride, stride, length, padded, (float*)target + done);
            done += 12;
        }

        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (; done + 8 <= rows; done += 8)
                Pack8((float*)source + done * stride, stride, length, padded, (float*)target + done);
            for (; done + 4 <= rows; done += 4)
                Pack4((float*)source + done * stride, stride, length, padded, (float*)target + done);
            if (done < rows && rows >= 4)
            {
                // The last four once more: some are written twice, which takes less time than the rest one by one.
                Pack4((float*)source + (rows - 4) * stride, stride, length, padded, (float*)target + rows - 4);
                done = rows;
            }
        }

        PackScalar(source + done * stride, stride, rows - done, length, padded, target + done, rows - done);
    }

    /// <summary>The plain twin.</summary>
    public static void PackScalar<T>(T* source, nint stride, int rows, int length, int padded, T* target, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < rows; i++)
        {
            for (var p = 0; p < length; p++)
                target[(nint)p * padded + i] = source[i * stride + p];
        }

        for (var i = rows; i < width; i++)
        {
            for (var p = 0; p < length; p++)
                target[(nint)p * padded + i] = T.Zero;
        }
    }

    /// <summary>16 rows at a time: 16 × 16 blocks turned in registers, first pairs, then quads, then quarters.</summary>
    private static void Pack16(float* source, nint stride, int length, int padded, float* target)
    {
        var p = 0;
        for (; p + 16 <= length; p += 16, source += 16)
        {
            Quads16(source, stride, out var a0, out var a1, out var a2, out var a3);
            Quads16(source + 4 * stride, stride, out var b0, out var b1, out var b2, out var b3);
            Quads16(source + 8 * stride, stride, out var c0, out var c1, out var c2, out var c3);
            Quads16(source + 12 * stride, stride, out var d0, out var d1, out var d2, out var d3);
            var t = target + (nint)p * padded;
            Quarters(a0, b0, c0, d0, t, padded);
            Quarters(a1, b1, c1, d1, t + padded, padded);
            Quarters(a2, b2, c2, d2, t + 2 * (nint)padded, padded);
            Quarters(a3, b3, c3, d3, t + 3 * (nint)padded, padded);
        }

        PackScalar(source, stride, 16, length - p, padded, target + (nint)p * padded, 16);
    }

    /// <summary>Four rows of 16; result i holds, in quarter q, the column 4q + i of the four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quads16(
        float* source, nint stride, out Vector512<float> r0, out Vector512<float> r1, out Vector512<float> r2, out Vector512<float> r3)
    {
        var (x0, x1, x2, x3) = (Vector512.Load(source), Vector512.Load(source + stride), Vector512.Load(source + 2 * stride),
            Vector512.Load(source + 3 * stride));
        var (low01, high01) = (Avx512F.UnpackLow(x0, x1).AsDouble(), Avx512F.UnpackHigh(x0, x1).AsDouble());
        var (low23, high23) = (Avx512F.UnpackLow(x2, x3).AsDouble(), Avx512F.UnpackHigh(x2, x3).AsDouble());
        r0 = Avx512F.UnpackLow(low01, low23).AsSingle();
        r1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
        r2 = Avx512F.UnpackLow(high01, high23).AsSingle();
        r3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    /// <summary>Puts the quarters of four vectors together: rows 0, 4, 8 and 12 of the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* target, nint padded)
    {
        var (abLow, abHigh) = (Avx512F.Shuffle4x128(a, b, 0b01_00_01_00), Avx512F.Shuffle4x128(a, b, 0b11_10_11_10));
        var (cdLow, cdHigh) = (Avx512F.Shuffle4x128(c, d, 0b01_00_01_00), Avx512F.Shuffle4x128(c, d, 0b11_10_11_10));
        Avx512F.Shuffle4x128(abLow, cdLow, 0b10_00_10_00).Store(target);
        Avx512F.Shuffle4x128(abLow, cdLow, 0b11_01_11_01).Store(target + 4 * padded);
        Avx512F.Shuffle4x128(abHigh, cdHigh, 0b10_00_10_00).Store(target + 8 * padded);
        Avx512F.Shuffle4x128(abHigh, cdHigh, 0b11_01_11_01).Store(target + 12 * padded);
    }

    /// <summary>
    /// 12 rows at a time, each a cache line at once: rows far apart share a place in the cache and would drive out a line half read.
    /// </summary>
    private static void Pack12(float* source, nint stride, int length, int padded, float* target)
    {
        var p = 0;
        for (; p + 16 <= length; p += 16, source += 16)
        {
            Quads16(source, stride, out var a0, out var a1, out var a2, out var a3);
            Quads16(source + 4 * stride, stride, out var b0, out var b1, out var b2, out var b3);
            Quads16(source + 8 * stride, stride, out var c0, out var c1, out var c2, out var c3);
            var t = target + (nint)p * padded;
            ThreeQuarters(a0, b0, c0, t, padded);
            ThreeQuarters(a1, b1, c1, t + padded, padded);
            ThreeQuarters(a2, b2, c2, t + 2 * (nint)padded, padded);
            ThreeQuarters(a3, b3, c3, t + 3 * (nint)padded, padded);
        }

        PackScalar(source, stride, 12, length - p, padded, target + (nint)p * padded, 12);
    }

    /// <summary>Puts the quarters of three vectors together: rows 0, 4, 8 and 12 of the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThreeQuarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, float* target, nint padded)
    {
        var (abLow, abHigh) = (Avx512F.Shuffle4x128(a, b, 0b01_00_01_00), Avx512F.Shuffle4x128(a, b, 0b11_10_11_10));
        var (first, second) = (Avx512F.Shuffle4x128(abLow, abLow, 0b11_01_10_00), Avx512F.Shuffle4x128(abHigh, abHigh, 0b11_01_10_00));
        first.GetLower().Store(target);
        c.GetLower().GetLower().Store(target + 8);
        first.GetUpper().Store(target + 4 * padded);
        c.GetLower().GetUpper().Store(target + 4 * padded + 8);
        second.GetLower().Store(target + 8 * padded);
        c.GetUpper().GetLower().Store(target + 8 * padded + 8);
        second.GetUpper().Store(target + 12 * padded);
        c.GetUpper().GetUpper().Store(target + 12 * padded + 8);
    }

    /// <summary>8 rows at a time, as <see cref="Pack16"/> with half the width.</summary>
    private static void Pack8(float* source, nint stride, int length, int padded, float* target)
    {
        var p = 0;
        for (; p + 8 <= length; p += 8, source += 8)
        {
            if (p % 16 == 0)
                PrefetchNext8(source, stride);
            Quads8(source, stride, out var a0, out var a1, out var a2, out var a3);
            Quads8(source + 4 * stride, stride, out var b0, out var b1, out var b2, out var b3);
            var t = target + (nint)p * padded;
            Halves(a0, b0, t, padded);
            Halves(a1, b1, t + padded, padded);
            Halves(a2, b2, t + 2 * (nint)padded, padded);
            Halves(a3, b3, t + 3 * (nint)padded, padded);
        }

        PackScalar(source, stride, 8, length - p, padded, target + (nint)p * padded, 8);
    }

    /// <summary>
    /// Calls for a line of each of the next 8 rows: another thread may have written them, and hardware foretells few of eight streams.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchNext8(float* source, nint stride)
    {
        for (nint row = 8; row < 16; row++)
            Prefetching.Line(source + row * stride);
    }

    /// <summary>4 rows at a time.</summary>
    private static void Pack4(float* source, nint stride, int length, int padded, float* target)
    {
        var p = 0;
        for (; p + 4 <= length; p += 4, source += 4)
        {
            var (x0, x1, x2, x3) = (Vector128.Load(source), Vector128.Load(source + stride), Vector128.Load(source + 2 * stride),
                Vector128.Load(source + 3 * stride));
            var (low01, high01) = (Sse.UnpackLow(x0, x1).AsDouble(), Sse.UnpackHigh(x0, x1).AsDouble());
            var (low23, high23) = (Sse.UnpackLow(x2, x3).AsDouble(), Sse.UnpackHigh(x2, x3).AsDouble());
            var t = target + (nint)p * padded;
            Sse2.UnpackLow(low01, low23).AsSingle().Store(t);
            Sse2.UnpackHigh(low01, low23).AsSingle().Store(t + padded);
            Sse2.UnpackLow(high01, high23).AsSingle().Store(t + 2 * (nint)padded);
            Sse2.UnpackHigh(high01, high23).AsSingle().Store(t + 3 * (nint)padded);
        }

        PackScalar(source, stride, 4, length - p, padded, target + (nint)p * padded, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quads8(
        float* source, nint stride, out Vector256<float> r0, out Vector256<float> r1, out Vector256<float> r2, out Vector256<float> r3)
    {
        var (x0, x1, x2, x3) = (Vector256.Load(source), Vector256.Load(source + stride), Vector256.Load(source + 2 * stride),
            Vector256.Load(source + 3 * stride));
        var (low01, high01) = (Avx.UnpackLow(x0, x1).AsDouble(), Avx.UnpackHigh(x0, x1).AsDouble());
        var (low23, high23) = (Avx.UnpackLow(x2, x3).AsDouble(), Avx.UnpackHigh(x2, x3).AsDouble());
        r0 = Avx.UnpackLow(low01, low23).AsSingle();
        r1 = Avx.UnpackHigh(low01, low23).AsSingle();
        r2 = Avx.UnpackLow(high01, high23).AsSingle();
        r3 = Avx.UnpackHigh(high01, high23).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<float> a, Vector256<float> b, float* target, nint padded)
    {
        Avx.Permute2x128(a, b, 0x20).Store(target);
        Avx.Permute2x128(a, b, 0x31).Store(target + 4 * padded);
    }
}
