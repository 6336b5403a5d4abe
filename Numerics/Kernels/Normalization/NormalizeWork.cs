using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Normalization;

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
            nint period = step.Period, i = Start;
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
