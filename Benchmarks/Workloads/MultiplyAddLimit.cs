using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>What the machine can do at most: independent float multiply-adds on registers alone, on every thread at once.</summary>
internal static class MultiplyAddLimit
{
    /// <summary>
    /// Some ten milliseconds, as long as the large products take: on a machine that is shared a short burst would find a quieter moment
    /// than they do.
    /// </summary>
    private const int Steps = 4_000_000;
    private const int Chains = 16;

    public static double Gflops(WorkerPool workers, int threads)
    {
        var work = new Loop();
        var start = Stopwatch.GetTimestamp();
        workers.Run(ref work, threads);
        var width = VectorWidth.Is512 ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
        return 2e-9 * Steps * Chains * width * threads / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private struct Loop : IWork
    {
        public readonly void Run(int part)
        {
            if (VectorWidth.Is512)
                Wide();
            else if (Vector256.IsHardwareAccelerated)
                Middle();
            else
                Narrow();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Wide()
        {
            var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
            Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x, m = x, n = x, o = x, p = x;
            for (var step = 0; step < Steps; step++)
            {
                a = Vector512.FusedMultiplyAdd(a, x, y); b = Vector512.FusedMultiplyAdd(b, x, y);
                c = Vector512.FusedMultiplyAdd(c, x, y); d = Vector512.FusedMultiplyAdd(d, x, y);
                e = Vector512.FusedMultiplyAdd(e, x, y); f = Vector512.FusedMultiplyAdd(f, x, y);
                g = Vector512.FusedMultiplyAdd(g, x, y); h = Vector512.FusedMultiplyAdd(h, x, y);
                i = Vector512.FusedMultiplyAdd(i, x, y); j = Vector512.FusedMultiplyAdd(j, x, y);
                k = Vector512.FusedMultiplyAdd(k, x, y); l = Vector512.FusedMultiplyAdd(l, x, y);
                m = Vector512.FusedMultiplyAdd(m, x, y); n = Vector512.FusedMultiplyAdd(n, x, y);
                o = Vector512.FusedMultiplyAdd(o, x, y); p = Vector512.FusedMultiplyAdd(p, x, y);
            }
            return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Middle()
        {
            var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
            Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
            for (var step = 0; step < 2 * Steps; step++)
            {
                a = Vector256.FusedMultiplyAdd(a, x, y); b = Vector256.FusedMultiplyAdd(b, x, y);
                c = Vector256.FusedMultiplyAdd(c, x, y); d = Vector256.FusedMultiplyAdd(d, x, y);
                e = Vector256.FusedMultiplyAdd(e, x, y); f = Vector256.FusedMultiplyAdd(f, x, y);
                g = Vector256.FusedMultiplyAdd(g, x, y); h = Vector256.FusedMultiplyAdd(h, x, y);
            }
            return Vector256.Sum(a + b + c + d + e + f + g + h);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Narrow()
        {
            var (x, y) = (Vector128.Create(0.999f), Vector128.Create(0.001f));
            Vector128<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
            for (var step = 0; step < 2 * Steps; step++)
            {
                a = Vector128.FusedMultiplyAdd(a, x, y); b = Vector128.FusedMultiplyAdd(b, x, y);
                c = Vector128.FusedMultiplyAdd(c, x, y); d = Vector128.FusedMultiplyAdd(d, x, y);
                e = Vector128.FusedMultiplyAdd(e, x, y); f = Vector128.FusedMultiplyAdd(f, x, y);
                g = Vector128.FusedMultiplyAdd(g, x, y); h = Vector128.FusedMultiplyAdd(h, x, y);
            }
            return Vector128.Sum(a + b + c + d + e + f + g + h);
        }
    }
}
