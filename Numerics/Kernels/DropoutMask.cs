using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// Which elements a dropout keeps, as a pure function of a seed and the element's number: a hash of 32 bits (two rounds of multiply and
/// shift, with constants of Wellons 2018, a key before each), kept when it is not below probability · 2³². The backward pass asks again
/// instead of remembering, and threads and restarts see the same mask. A mask has at most 2³² elements before it repeats.
/// </summary>
internal static class DropoutMask
{
    private const int Block = 1024;
    private const int MinimumPart = 16_384;

    /// <summary>target = source / (1 − probability) where kept, else 0. Source and target may be the same.</summary>
    public static unsafe void Apply<T>(WorkerPool workers, ulong seed, double probability, ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* from = source, to = target)
        {
            var work = new Work<T>
            {
                Source = from,
                Target = to,
                Length = source.Length,
                Keys = SplitMix64.Mix(seed),
                Threshold = (uint)Math.Min(probability * 4294967296.0, uint.MaxValue),
                Scale = T.CreateTruncating(1 / (1 - probability)),
                Parts = Math.Clamp(source.Length / MinimumPart, 1, workers.Threads),
            };
            workers.Run(ref work, work.Parts);
        }
    }

    private unsafe struct Work<T> : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Source, Target;
        public T Scale;
        public ulong Keys;
        public uint Threshold;
        public int Length, Parts;

        [SkipLocalsInit]
        public readonly void Run(int part)
        {
            var (first, end) = Threading.Parts.Of((Length + Block - 1) / Block, Parts, part);
            var bits = stackalloc uint[Block];
            for (var block = first; block < end; block++)
            {
                var start = block * Block;
                Hash((uint)start, Keys, bits);
                var count = Math.Min(Block, Length - start);
                var i = typeof(T) == typeof(float) ? Keep((float*)Source + start, bits, (float*)Target + start, count) : 0;
                for (; i < count; i++)
                    Target[start + i] = bits[i] >= Threshold ? Source[start + i] * Scale : T.Zero;
            }
        }

        /// <summary>The elements that fill whole vectors; gives their number.</summary>
        private readonly int Keep(float* source, uint* bits, float* target, int count)
        {
            var (threshold, scale) = (Vector256.Create(Threshold), Vector256.Create(float.CreateTruncating(Scale)));
            var i = 0;
            for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
            {
                var kept = Vector256.GreaterThanOrEqual(Vector256.Load(bits + i), threshold).AsSingle();
                Vector256.Store(kept & (Vector256.Load(source + i) * scale), target + i);
            }

            return i;
        }

        /// <summary>The hashes of the numbers from <paramref name="start"/> on, <see cref="Block"/> of them.</summary>
        private static void Hash(uint start, ulong keys, uint* bits)
        {
            var (first, second) = (Vector256.Create((uint)keys), Vector256.Create((uint)(keys >> 32)));
            var number = Vector256.Create(start) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
            for (var i = 0; i < Block; i += Vector256<uint>.Count, number += Vector256.Create((uint)Vector256<uint>.Count))
            {
                var hash = number * 0x9E3779B9u ^ first;
                hash = (hash ^ hash >>> 16) * 0x21F0AAADu;
                hash = (hash ^ hash >>> 15 ^ second) * 0xD35A2D97u;
                Vector256.Store(hash ^ hash >>> 15, bits + i);
            }
        }
    }
}
