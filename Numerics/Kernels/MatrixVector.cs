using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// One row through a dense layer: y = W x + b, then max(·, 0) when rectified. Shapes: W [outputs, inputs], x [inputs], b, y [outputs].
/// </summary>
internal unsafe struct MatrixVector<T> : ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T* _w, _x, _b, _y;
    private int _outputs, _inputs;
    private bool _rectify;

    /// <summary>Overwrites y. Four outputs at a time, each the sum of vector-wide partial sums.</summary>
    public static void Multiply(ReadOnlySpan<T> w, ReadOnlySpan<T> x, ReadOnlySpan<T> b, Span<T> y, bool rectify)
    {
        fixed (T* pw = w, px = x, pb = b, py = y)
        {
            var kernel = new MatrixVector<T>
            {
                _w = pw,
                _x = px,
                _b = pb,
                _y = py,
                _outputs = y.Length,
                _inputs = x.Length,
                _rectify = rectify,
            };
            SimdDispatch.Run<MatrixVector<T>, T>(ref kernel);
        }
    }

    public readonly void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var j = 0;
        for (; j + 4 <= _outputs; j += 4)
            Four<TSimd, TVector>(j);
        for (; j < _outputs; j++)
            One<TSimd, TVector>(j);
    }

    private readonly void Four<TSimd, TVector>(int j)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        T* w0 = _w + (nint)j * _inputs, w1 = w0 + _inputs, w2 = w1 + _inputs, w3 = w2 + _inputs;
        TVector v0, v1, v2, v3;
        v0 = v1 = v2 = v3 = TSimd.Create(T.Zero);
        var p = 0;
        for (; p + TSimd.Count <= _inputs; p += TSimd.Count)
        {
            var x = TSimd.Load(_x + p);
            v0 = TSimd.MultiplyAdd(TSimd.Load(w0 + p), x, v0);
            v1 = TSimd.MultiplyAdd(TSimd.Load(w1 + p), x, v1);
            v2 = TSimd.MultiplyAdd(TSimd.Load(w2 + p), x, v2);
            v3 = TSimd.MultiplyAdd(TSimd.Load(w3 + p), x, v3);
        }

        var s0 = TSimd.Sum(v0);
        var s1 = TSimd.Sum(v1);
        var s2 = TSimd.Sum(v2);
        var s3 = TSimd.Sum(v3);
        for (; p < _inputs; p++)
        {
            var x = _x[p];
            s0 = T.FusedMultiplyAdd(w0[p], x, s0);
            s1 = T.FusedMultiplyAdd(w1[p], x, s1);
            s2 = T.FusedMultiplyAdd(w2[p], x, s2);
            s3 = T.FusedMultiplyAdd(w3[p], x, s3);
        }

        Store(j, s0);
        Store(j + 1, s1);
        Store(j + 2, s2);
        Store(j + 3, s3);
    }

    private readonly void One<TSimd, TVector>(int j)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var w = _w + (nint)j * _inputs;
        var v = TSimd.Create(T.Zero);
        var p = 0;
        for (; p + TSimd.Count <= _inputs; p += TSimd.Count)
            v = TSimd.MultiplyAdd(TSimd.Load(w + p), TSimd.Load(_x + p), v);
        var s = TSimd.Sum(v);
        for (; p < _inputs; p++)
            s = T.FusedMultiplyAdd(w[p], _x[p], s);
        Store(j, s);
    }

    private readonly void Store(int j, T sum)
    {
        sum += _b[j];
        _y[j] = _rectify && sum < T.Zero ? T.Zero : sum;
    }
}
