using System.Numerics;
using System.Runtime.InteropServices;
using MlPipelines.Numerics.Batches;
using MlPipelines.TorchLearners.Networks;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Training;

/// <summary>Samples as tensors that share their memory where it is an array.</summary>
internal sealed class TorchSamples<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TorchSamples(SampleSet<T> samples)
    {
        Count = samples.Count;
        HasClasses = samples.Classes > 0;
        Features = samples.Pixels.IsEmpty ? Shared(samples.Features, samples.Columns) : Numbers(samples.Pixels.Span, samples.Columns);
        using var labels = HasClasses ? tensor(samples.Labels.ToArray()) : null;
        Targets = labels is null ? Shared(samples.Targets, samples.TargetColumns) : labels.to(ScalarType.Int64);
        Weights = samples.Weights.IsEmpty ? null : Shared(samples.Weights, 1);
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Whether the targets are classes.</summary>
    public bool HasClasses { get; }

    /// <summary>[count, columns].</summary>
    public Tensor Features { get; }

    /// <summary>[count] classes as Int64, or [count, target columns] numbers.</summary>
    public Tensor Targets { get; }

    /// <summary>[count, 1], or null where all rows count the same.</summary>
    public Tensor? Weights { get; }

    public void Dispose()
    {
        Features.Dispose();
        Targets.Dispose();
        Weights?.Dispose();
    }

    private static Tensor Numbers(ReadOnlySpan<byte> pixels, int columns)
    {
        var numbers = new T[pixels.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = T.CreateTruncating(pixels[i]);
        return Shared(numbers, columns);
    }

    private static Tensor Shared(ReadOnlyMemory<T> values, int columns)
    {
        var part = MemoryMarshal.TryGetArray(values, out var found) ? found : new ArraySegment<T>(values.ToArray());
        using var flat = frombuffer(part.Array!, TorchNetwork<T>.Type, part.Count, part.Offset);
        return flat.reshape(-1, columns);
    }
}
