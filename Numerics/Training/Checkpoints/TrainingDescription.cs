using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training.Checkpoints;

/// <summary>Everything that decides a training's result, a line per setting; the number of threads does not.</summary>
internal static class TrainingDescription
{
    public static string Of<T>(Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => string.Join('\n', (string[])
        [
            $"type {typeof(T).Name}",
            $"input {network.Definition.Input}",
            .. network.Definition.Layers.Select((layer, i) => $"layer {i} {layer}"),
            $"initial weights {HashOf(network)}",
            $"epochs {options.Epochs}",
            $"batch size {options.BatchSize}",
            $"seed {options.Seed}",
            $"shuffle {options.Shuffle}",
            $"drop last batch {options.DropLastBatch}",
            $"optimizer {options.Optimizer}",
            $"loss {options.Loss}",
            $"schedule {options.Schedule}",
            $"L1 {options.L1}",
            $"L2 {options.L2}",
            $"clipping {options.Clipping}",
            $"augmentation {options.Augmentation}",
            $"early stopping {options.EarlyStopping}",
            $"evaluation every {options.EvaluateEveryEpochs} epochs and {options.EvaluateEveryIterations} iterations",
            $"training samples {HashOf(training)}",
            .. monitors.Select(m => $"monitor {m.Name} {HashOf(m.Samples)}"),
        ]);

    private static string HashOf<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append<T>(hash, network.ParameterValues);
        Append<T>(hash, network.StateValues);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string HashOf<T>(SampleSet<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, samples.Features.Span);
        Append(hash, samples.Labels.Span);
        Append(hash, samples.Targets.Span);
        Append(hash, samples.Weights.Span);
        return $"{samples.Count} x {samples.Columns} {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>In pieces, since the bytes of an array may be more than a span can hold.</summary>
    private static void Append<TValue>(IncrementalHash hash, ReadOnlySpan<TValue> values)
        where TValue : unmanaged
    {
        const int Piece = 1 << 20;
        for (var start = 0; start < values.Length; start += Piece)
            hash.AppendData(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Piece, values.Length - start))));
    }
}
