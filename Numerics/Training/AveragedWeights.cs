using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// The exponential average of a network's weights over the steps (Polyak and Juditsky 1992): after step t, average ← d · average + (1 − d)
/// · weights with d = min(decay, (1 + t) / (10 + t)), so that the first steps are soon forgotten.
/// </summary>
/// <param name="decay">Above 0 and below 1.</param>
/// <param name="network">Its weights at the start are the first average.</param>
internal sealed unsafe class AveragedWeights<T>(double decay, Network<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _average = Copy(network.ParameterValues);

    /// <summary>The average, for checkpoints.</summary>
    public Memory<T> Values => _average.Memory;

    /// <summary>Takes the weights after a step into the average.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="step">The step, from 1.</param>
    public void Add(WorkerPool workers, long step)
    {
        var share = 1 - Math.Min(decay, (1.0 + step) / (10.0 + step));
        var move = new Move { Average = _average.Pointer, Weights = network.Buffer.Pointer, Share = T.CreateTruncating(share) };
        Elementwise.Run<Move, T>(workers, move, _average.Length);
    }

    /// <summary>Exchanges the network's weights and the average; once more brings both back.</summary>
    public void Exchange()
    {
        var average = _average.Pointer;
        var weights = network.Buffer.Pointer;
        for (var i = 0; i < _average.Length; i++)
            (average[i], weights[i]) = (weights[i], average[i]);
    }

    private static AlignedBuffer<T> Copy(ReadOnlySpan<T> values)
    {
        var buffer = new AlignedBuffer<T>(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>average ← average + share · (weights − average).</summary>
    private struct Move : IElementwise<T>
    {
        public T* Average, Weights;
        public T Share;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var average = TSimd.Load(Average + i);
            var difference = TSimd.Subtract(TSimd.Load(Weights + i), average);
            TSimd.Store(Average + i, TSimd.MultiplyAdd(TSimd.Create(Share), difference, average));
        }
    }
}
