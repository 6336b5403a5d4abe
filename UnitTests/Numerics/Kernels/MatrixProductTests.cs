using System.Numerics;
using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Kernels;

/// <summary>
/// Every width, transposition and thread count against the three plain loops: the same bits, since each element is one chain of fused
/// multiply-adds.
/// </summary>
[TestClass]
public class MatrixProductTests
{
    private static readonly (int M, int N, int K)[] Sizes =
    [
        (1, 1, 1), (1, 1, 0), (7, 17, 1), (17, 7, 63), (63, 17, 7), (8, 32, 16), (8, 16, 5), (9, 33, 257), (16, 10, 128), (513, 7, 17), (7,
            513, 17), (17, 7, 513),
        (65, 63, 300), (130, 520, 33), (64, 513, 260), (12, 32, 600), (28, 48, 40), (29, 70, 1030), (139, 33, 520),
    ];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Multiply_FloatAllWidths_EqualsScalarTwin(int threads)
    {
        using var workers = new WorkerPool(threads);
        foreach (var size in Sizes)
        {
            Compare<Simd512<float>, Vector512<float>, float>(workers, size);
            Compare<Simd256<float>, Vector256<float>, float>(workers, size);
            Compare<Simd128<float>, Vector128<float>, float>(workers, size);
            Compare<SimdScalar<float>, float, float>(workers, size);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Multiply_DoubleAllWidths_EqualsScalarTwin(int threads)
    {
        using var workers = new WorkerPool(threads);
        foreach (var size in Sizes)
        {
            Compare<Simd512<double>, Vector512<double>, double>(workers, size);
            Compare<Simd256<double>, Vector256<double>, double>(workers, size);
            Compare<Simd128<double>, Vector128<double>, double>(workers, size);
            Compare<SimdScalar<double>, double, double>(workers, size);
        }
    }

    [TestMethod]
    public void Multiply_LargeEnoughToSplit_ThreadsGiveTheSameBits()
    {
        var (a, b) = (Uniform<float>(300 * 400, 1), Uniform<float>(400 * 200, 2));
        var (one, two) = (new float[300 * 200], new float[300 * 200]);
        using var workers = new WorkerPool(2);
        MatrixProduct.Multiply(
            WorkerPool.Single, 300, 200, 400, new MatrixView<float>(a, 400), new MatrixView<float>(b, 200), one, default);
        MatrixProduct.Multiply(workers, 300, 200, 400, new MatrixView<float>(a, 400), new MatrixView<float>(b, 200), two, default);
        CollectionAssert.AreEqual(one, two);
    }

    [TestMethod]
    public void Multiply_NaN_StaysNaNThroughTheRectifier()
    {
        var c = new float[64];
        MatrixProduct.Multiply(
            WorkerPool.Single, 8, 8, 2, new MatrixView<float>(
                Enumerable.Repeat(float.NaN, 16).ToArray(), 2), new MatrixView<float>(new float[16], 8), c,
            new Epilogue<float>(new float[8], rectify: true));
        Assert.IsTrue(c.All(float.IsNaN));
    }

    [TestMethod]
    public void Multiply_TooShortMatrix_Throws()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => MatrixProduct.Multiply(
            WorkerPool.Single, 2, 2, 3, new MatrixView<float>(
                new float[5], 3), new MatrixView<float>(new float[6], 2), new float[4], default));
        Assert.AreEqual("A matrix of 2 × 3 with strides 3 and 1 needs 6 elements; found 5.", exception.Message);
    }

    private static void Compare<TSimd, TVector, T>(WorkerPool workers, (int M, int N, int K) size)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (m, n, k) = size;
        var a = Uniform<T>(m * k, 1);
        var b = Uniform<T>(k * n, 2);
        var bias = Uniform<T>(n, 3);
        for (var variant = 0; variant < 8; variant++)
        {
            var viewA = (variant & 1) == 0 ? new MatrixView<T>(a, k) : MatrixView<T>.Transposed(a, m);
            var viewB = (variant & 2) == 0 ? new MatrixView<T>(b, n) : MatrixView<T>.Transposed(b, k);
            var epilogue = (variant & 4) == 0 ? default : new Epilogue<T>(bias, rectify: true);
            var (expected, actual) = (new T[m * n], Enumerable.Repeat(T.NaN, m * n).ToArray());
            MatrixProductScalar.Multiply(m, n, k, viewA, viewB, expected, epilogue);
            MatrixProduct.Multiply<TSimd, TVector, T>(workers, m, n, k, viewA, viewB, actual, epilogue);
            CollectionAssert.AreEqual(expected, actual, $"{typeof(TSimd).Name} of {typeof(T).Name}, {m} × {n} × {k}, variant {variant}");
        }
    }

    private static T[] Uniform<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Xoshiro256(seed, RandomPurpose.Generation);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextUniform(-1, 1)))];
    }
}
