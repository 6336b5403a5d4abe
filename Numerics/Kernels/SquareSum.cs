using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Σ v², on one thread in a fixed order: vector-wide sums of 1024 elements each, added up in double.</summary>
internal unsafe struct SquareSum<T> : ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 1024;
    private T* _values;
    private int _length;
    private double _sum;

    public static double Compute(ReadOnlySpan<T> values)
    {
        fixed (T* pointer = values)
        {
            var kernel = new SquareSum<T> { _values = pointer, _length = values.Length };
            SimdDispatch.Run<SquareSum<T>, T>(ref kernel);
            return kernel._sum;
        }
    }

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var total = 0.0;
        for (var start = 0; start < _length; start += Block)
        {
            var (i, end) = (start, Math.Min(start + Block, _length));
            var sums = TSimd.Create(T.Zero);
            for (; i + TSimd.Count <= end; i += TSimd.Count)
            {
                var v = TSimd.Load(_values + i);
                sums = TSimd.MultiplyAdd(v, v, sums);
            }

            total += double.CreateTruncating(TSimd.Sum(sums));
            for (; i < end; i++)
                total += double.CreateTruncating(_values[i]) * double.CreateTruncating(_values[i]);
        }

        _sum = total;
    }
}
