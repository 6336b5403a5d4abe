using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// One row through a dense layer whose weights lie transposed: y = x Wᵀ + b, then max(·, 0) when rectified. Each output is one chain of
/// fused multiply-adds in the order of the inputs, so the result has the bits that <see cref="MatrixProduct"/> gives for the row in a
/// batch. The time is that of reading the weights: where many inputs are 0, as in the background of a drawn digit, their weights, which add
/// nothing, are not read.
/// </summary>
internal static unsafe class RowProduct
{
    private const int NarrowOutputs = 32;

    /// <summary>Outputs are padded with zeros to a multiple of this, a whole number of vectors of any width.</summary>
    public static int Padding<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 64 / sizeof(T);

    /// <summary>y = x Wᵀ + b, rectified or not.</summary>
    /// <param name="wt">[inputs, padded outputs].</param>
    /// <param name="x">[inputs].</param>
    /// <param name="b">[padded outputs].</param>
    /// <param name="y">[padded outputs], overwritten.</param>
    /// <param name="rectify">Whether negative results become 0.</param>
    /// <param name="room">[<see cref="RoomFor"/>], overwritten.</param>
    public static void Multiply<T>(ReadOnlySpan<T> wt, ReadOnlySpan<T> x, ReadOnlySpan<T> b, Span<T> y, bool rectify, Span<T> room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (wt.Length != (long)x.Length * y.Length || b.Length != y.Length || y.Length % Padding<T>() != 0)
        {
            throw new ArgumentException($"Weights of {x.Length} × {y.Length} and {y.Length} biases, a multiple of {Padding<T>()}, were "
                + $"expected; found {wt.Length} and {b.Length}.");
        }

        var places = MemoryMarshal.Cast<T, int>(room[..RoomFor<T>(x.Length, y.Length)]);
        fixed (T* pw = wt, px = x, pb = b, py = y)
        fixed (int* pp = places)
        {
            nint count = x.Length;
            var listed = pp;
            if (places.Length > 0 && CountZeros(x) > x.Length / 4)
                count = ListNonzero(px, x.Length, pp);
            else
                listed = null;
            var product = new Product<T>
            {
                Weights = pw,
                X = px,
                Listed = listed,
                Count = count,
                B = pb,
                Y = py,
                Outputs = y.Length,
                Rectify = rectify,
            };
            SimdDispatch.Run<Product<T>, T>(ref product);
        }
    }

    /// <summary>Elements of room for the list of the inputs that are not 0; none where a layer is too narrow to gain from it.</summary>
    public static int RoomFor<T>(int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => outputs < NarrowOutputs ? 0 : inputs;

    /// <summary>A product that waits for a vector width, over the listed inputs, or all when the list is null.</summary>
    private struct Product<T> : ISimdKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Weights, X, B, Y;
        public int* Listed;
        public nint Count, Outputs;
        public bool Rectify;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct => Multiply<TSimd, TVector, T>(Weights, X, Listed, Count, B, Y, Outputs, Rectify);
    }

    /// <summary>With a given vector width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TSimd, TVector, T>(T* wt, T* x, int* listed, nint count, T* b, T* y, nint outputs, bool rectify)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint w = TSimd.Count;
        nint j = 0;
        for (; j + 8 * w <= outputs; j += 8 * w)
        {
            TVector y0, y1, y2, y3, y4, y5, y6, y7;
            y0 = y1 = y2 = y3 = y4 = y5 = y6 = y7 = TSimd.Create(T.Zero);
            for (nint i = 0; i < count; i++)
            {
                var k = listed is null ? i : listed[i];
                var s = TSimd.Create(x[k]);
                var row = wt + k * outputs + j;
                y0 = TSimd.MultiplyAdd(s, TSimd.Load(row), y0);
                y1 = TSimd.MultiplyAdd(s, TSimd.Load(row + w), y1);
                y2 = TSimd.MultiplyAdd(s, TSimd.Load(row + 2 * w), y2);
                y3 = TSimd.MultiplyAdd(s, TSimd.Load(row + 3 * w), y3);
                y4 = TSimd.MultiplyAdd(s, TSimd.Load(row + 4 * w), y4);
                y5 = TSimd.MultiplyAdd(s, TSimd.Load(row + 5 * w), y5);
                y6 = TSimd.MultiplyAdd(s, TSimd.Load(row + 6 * w), y6);
                y7 = TSimd.MultiplyAdd(s, TSimd.Load(row + 7 * w), y7);
            }

            Finish<TSimd, TVector, T>(y0, b + j, y + j, rectify);
            Finish<TSimd, TVector, T>(y1, b + j + w, y + j + w, rectify);
            Finish<TSimd, TVector, T>(y2, b + j + 2 * w, y + j + 2 * w, rectify);
            Finish<TSimd, TVector, T>(y3, b + j + 3 * w, y + j + 3 * w, rectify);
            Finish<TSimd, TVector, T>(y4, b + j + 4 * w, y + j + 4 * w, rectify);
            Finish<TSimd, TVector, T>(y5, b + j + 5 * w, y + j + 5 * w, rectify);
            Finish<TSimd, TVector, T>(y6, b + j + 6 * w, y + j + 6 * w, rectify);
            Finish<TSimd, TVector, T>(y7, b + j + 7 * w, y + j + 7 * w, rectify);
        }

        for (; j < outputs; j += w)
        {
            var sum = TSimd.Create(T.Zero);
            for (nint i = 0; i < count; i++)
            {
                var k = listed is null ? i : listed[i];
                sum = TSimd.MultiplyAdd(TSimd.Create(x[k]), TSimd.Load(wt + k * outputs + j), sum);
            }

            Finish<TSimd, TVector, T>(sum, b + j, y + j, rectify);
        }
    }

    private static int CountZeros<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(x);
        var sums = Vector<T>.Zero;
        foreach (var vector in vectors)
            sums += Vector.ConditionalSelect(Vector.Equals(vector, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
        var count = int.CreateTruncating(Vector.Sum(sums));
        foreach (var value in x[(vectors.Length * Vector<T>.Count)..])
            count += value == T.Zero ? 1 : 0;
        return count;
    }

    /// <summary>Without a branch on a value: the strokes of a digit are nothing to foretell.</summary>
    private static int ListNonzero<T>(T* x, int inputs, int* listed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = 0;
        for (var k = 0; k < inputs; k++)
        {
            listed[count] = k;
            count += x[k] != T.Zero ? 1 : 0;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TSimd, TVector, T>(TVector sum, T* b, T* y, bool rectify)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sum = TSimd.Add(sum, TSimd.Load(b));
        TSimd.Store(y, rectify ? TSimd.Rectify(sum) : sum);
    }
}
