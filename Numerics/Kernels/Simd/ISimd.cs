using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Simd;

/// <summary>
/// The few vector operations that kernels are written in, so that one source gives every width; the width of 1 is the scalar twin.
/// <typeparamref name="TVector"/> is the register type itself, which keeps accumulators in registers.
/// </summary>
internal unsafe interface ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements per vector.</summary>
    static abstract int Count { get; }

    /// <summary>True when the machine has at least 32 registers of this width, so that a tile may keep 16 sums in them.</summary>
    static abstract bool ManyRegisters { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(T* target, TVector value);

    static abstract TVector Create(T value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a · b + c with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Sqrt(TVector a);

    /// <summary>To the nearest whole number, halves to even.</summary>
    static abstract TVector Round(TVector a);

    /// <summary>
    /// a · 2ⁿ for whole n, where a and the result are normal numbers; NaN where both a and n are NaN; anything else is undefined.
    /// </summary>
    static abstract TVector TimesPowerOfTwo(TVector a, TVector n);

    /// <summary>The smaller of each pair; NaN wins.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger of each pair; NaN wins.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>a where a ≥ 0 or NaN, else 0.</summary>
    static abstract TVector Rectify(TVector a);

    static abstract TVector Abs(TVector a);

    static abstract TVector CopySign(TVector magnitude, TVector sign);

    /// <summary>In each place: a above b ? greater : otherwise; with NaN the latter.</summary>
    static abstract TVector SelectGreater(TVector a, TVector b, TVector greater, TVector otherwise);

    /// <summary>The sum of all elements.</summary>
    static abstract T Sum(TVector a);

    /// <summary>The largest of all elements; NaN wins.</summary>
    static abstract T MaxAcross(TVector a);
}
