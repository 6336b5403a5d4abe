using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// Everything that decides a training's result, a line each. The settings are taken from their record, so that none can be forgotten; those
/// marked <see cref="WithoutEffectOnResultAttribute"/> are left out.
/// </summary>
internal static partial class TrainingDescription
{
    /// <summary>The lines of a training.</summary>
    /// <param name="network">The network with its initial weights.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="monitors">The sets that are evaluated on the way.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="backend">What computes the steps, see <see cref="ITrainingBackend{T}.Name"/>.</param>
    public static string Of<T>(
        Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions settings, string backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => string.Join('\n', (string[])
        [
            $"type {typeof(T).Name}",
            $"backend {backend}",
            $"input {network.Definition.Input}",
            .. network.Definition.Layers.Select((layer, i) => $"layer {i} {layer}"),
            $"initial weights {HashOf(network)}",
            .. Lines(settings),
            $"training samples {HashOf(training)}",
            .. monitors.Select(m => $"monitor {m.Name} {HashOf(m.Samples)}"),
        ]);

    /// <summary>A line for each setting that has an effect on the result: its name in words and its value.</summary>
    /// <typeparam name="TSettings">Their type, all of whose properties are settings.</typeparam>
    public static IEnumerable<string> Lines<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TSettings>(
        TSettings settings)
        where TSettings : notnull =>
        from property in typeof(TSettings).GetProperties()
        where property.GetCustomAttribute<WithoutEffectOnResultAttribute>() is null
        orderby property.Name
        select $"{Words(property.Name)} {Text(property.GetValue(settings))}";

    /// <summary>"BatchSize" as "batch size"; "L1" as it is.</summary>
    private static string Words(string name) => name.Any(char.IsLower) ? WordStart().Replace(name, " ").ToLowerInvariant() : name;

    /// <summary>A record's own text names all of its properties; what a list holds is written here.</summary>
    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => $"{value}",
    };

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
        Append(hash, samples.Pixels.Span);
        Append(hash, samples.Labels.Span);
        Append(hash, samples.Targets.Span);
        Append(hash, samples.Weights.Span);
        return $"{samples.Count} x {samples.Columns} {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>In pieces, since the bytes of an array may be more than a span can hold.</summary>
    internal static void Append<TValue>(IncrementalHash hash, ReadOnlySpan<TValue> values)
        where TValue : unmanaged
    {
        const int Piece = 1 << 20;
        for (var start = 0; start < values.Length; start += Piece)
            hash.AppendData(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Piece, values.Length - start))));
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
