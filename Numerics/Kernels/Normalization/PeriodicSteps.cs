using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>An element-by-element step whose channel values come from a table with rows of a whole number of vectors.</summary>
internal interface IPeriodicStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of a row of the table.</summary>
    int Period { get; }

    /// <summary>Handles the elements from <paramref name="i"/> on with the table's columns from <paramref name="place"/> on.</summary>
    void Apply<TSimd, TVector>(nint i, nint place)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}

/// <summary>
/// Channel values repeated until they fill whole vectors of any width: rows of 10 channels are then read 8 at a time as 80 elements, and no
/// row has a remainder of its own.
/// </summary>
internal static unsafe class ChannelPeriod
{
    private const int VectorBytes = 64;
    private const int MinimumVectors = 4;

    /// <summary>The least multiple of the channels that is a multiple of a 512-bit vector, and not shorter than four of them.</summary>
    public static int Of<T>(int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var vector = VectorBytes / sizeof(T);
        var whole = channels / (int)BigInteger.GreatestCommonDivisor(channels, vector) * vector;
        return whole * Math.Max(1, (MinimumVectors * vector + whole - 1) / whole);
    }

    /// <summary>Fills each of the table's rows, [rows, period], with repetitions of its first channels.</summary>
    public static void Repeat<T>(T* table, int channels, int period, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = table; row < table + (nint)rows * period; row += period)
        {
            for (var at = channels; at < period; at++)
                row[at] = row[at - channels];
        }
    }
}

/// <summary>y = (x − mean) · factor + shift [+ addend], then max(·, 0) when rectified. The table holds mean, factor, shift.</summary>
internal unsafe struct NormalizeStep<T> : IPeriodicStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, Addend, Y, Table;
    public bool Rectify;

    public int Period { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i, nint place)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var t = Table + place;
        var y = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(X + i), TSimd.Load(t)), TSimd.Load(t + Period), TSimd.Load(t + 2 * Period));
        if (Addend != null)
            y = TSimd.Add(y, TSimd.Load(Addend + i));
        if (Rectify)
            y = TSimd.Rectify(y);
        TSimd.Store(Y + i, y);
    }
}

/// <summary>dx = factor · dy − meanGradient − (x − mean) · slope. The table holds mean, factor, meanGradient, slope.</summary>
internal unsafe struct InputGradientStep<T> : IPeriodicStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, DY, DX, Table;

    public int Period { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i, nint place)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var t = Table + place;
        var centred = TSimd.Subtract(TSimd.Load(t), TSimd.Load(X + i));
        var rest = TSimd.Subtract(TSimd.Multiply(centred, TSimd.Load(t + 3 * Period)), TSimd.Load(t + 2 * Period));
        TSimd.Store(DX + i, TSimd.MultiplyAdd(TSimd.Load(DY + i), TSimd.Load(t + Period), rest));
    }
}

/// <summary>Runs periodic steps over whole buffers, on as many threads as it is worth; parts begin at whole periods.</summary>
internal static class NormalizeWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MinimumPart = 16_384;

    public static void Run<TStep>(WorkerPool workers, int length, TStep step)
        where TStep : struct, IPeriodicStep<T>
    {
        var kernel = new Kernel<TStep> { Step = step, End = length, Parts = Math.Clamp(length / MinimumPart, 1, workers.Threads) };
        workers.Run(ref kernel, kernel.Parts);
    }

    private struct Kernel<TStep> : ISimdKernel<T>, IWork
        where TStep : struct, IPeriodicStep<T>
    {
        public TStep Step;
        public int Start, End, Parts;

        public readonly void Run(int part)
        {
            var period = Step.Period;
            var (first, end) = Threading.Parts.Of((End + period - 1) / period, Parts, part);
            var own = new Kernel<TStep> { Step = Step, Start = first * period, End = Math.Min(end * period, End) };
            SimdDispatch.Run<Kernel<TStep>, T>(ref own);
        }

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var step = Step;
            nint period = step.Period;
            nint i = Start;
            for (; i + period <= End; i += period)
            {
                for (nint place = 0; place < period; place += TSimd.Count)
                    step.Apply<TSimd, TVector>(i + place, place);
            }

            for (nint place = 0; i < End; i++, place++)
                step.Apply<SimdScalar<T>, T>(i, place);
        }
    }
}
