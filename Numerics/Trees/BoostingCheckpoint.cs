using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Training.Checkpoints;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// The checkpoint of a training of trees: the trees that it has grown, its history, and the scores of
/// all rows so far. Rows and features are drawn by pure functions of seed and round, so no generator's state is needed.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="columns">Features of a row.</param>
/// <param name="initial">[outputs]: the scores before the first tree.</param>
/// <param name="scores">The scores of the rows that are trained on, an array for each output; then those of each set that is
/// monitored.</param>
internal sealed class BoostingCheckpoint(CheckpointStore store, int columns, ImmutableArray<float> initial, IReadOnlyList<double[]> scores)
{
    private const string TreesName = "trees";

    /// <summary>Everything that decides the result of a training, a line each.</summary>
    public static string Describe(
        TrainingRows training, BoostingLoss loss, BoostingOptions options, IReadOnlyList<ValidationRows> monitored, WarmStart? warmStart)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string Hash(Action write)
        {
            write();
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        void Append<T>(ReadOnlyMemory<T> values)
            where T : unmanaged => TrainingDescription.Append(hash, values.Span);

        return string.Join('\n', (string[])
        [
            "boosted trees",
            $"loss {loss.GetType().Name} of {loss.OutputCount} outputs",
            .. TrainingDescription.Lines(options),
            $"training rows {training.Features.Rows} x {training.Features.Columns} " + Hash(() =>
            {
                training.Features.Append(hash);
                Append(training.Targets);
                Append(training.Weights);
                Append(training.ClassWeights);
            }),
            .. monitored.Select(rows => $"monitor {rows.Name} {rows.Targets.Length} rows " + Hash(() =>
            {
                Append(rows.Features);
                Append(rows.Targets);
                Append(rows.Weights);
            })),
            warmStart is null ? "no trees to continue from" : $"{warmStart.Ensemble.Trees.Length} trees to continue from " + Hash(() =>
            {
                Append(warmStart.Scores);
                hash.AppendData(BytesOf(warmStart.Ensemble.Trees));
            }),
        ]);
    }

    /// <summary>Writes it.</summary>
    /// <param name="trees">The trees that this training has grown.</param>
    /// <param name="history">A round each.</param>
    public void Save(IEnumerable<Tree> trees, IReadOnlyList<BoostingRound> history)
    {
        var bytes = BytesOf(trees);
        var state = new BoostingState
        {
            TreeBytes = bytes.Length,
            History = [.. history.Select(round => (double[])[.. round.Monitors.SelectMany(m => (double[])[m.Loss, m.Accuracy])])],
        };
        Array.Resize(ref bytes, (bytes.Length + sizeof(long) - 1) / sizeof(long) * sizeof(long));
        store.Save(state, BoostingStateJson.Default.BoostingState, [
            .. scores.Select((values, i) => Tensor.Create<double>($"scores.{i}", [values.Length], values)),
            new Tensor(TreesName, TensorType.Int64, [bytes.Length / sizeof(long)], bytes)]);
    }

    /// <summary>Fills the scores, and gives trees and history; null when there is no file.</summary>
    /// <param name="rounds">The most rounds that there can be.</param>
    /// <param name="monitors">The names of the sets that are monitored.</param>
    /// <param name="hasValidation">Whether the first of them is to stop by.</param>
    /// <exception cref="InvalidDataException">No generation is sound.</exception>
    /// <exception cref="ArgumentException">The file belongs to another training.</exception>
    public (ImmutableArray<Tree> Trees, BoostingRound[] History)? Load(int rounds, string[] monitors, bool hasValidation)
    {
        (ImmutableArray<Tree>, BoostingRound[])? found = null;
        store.Load(BoostingStateJson.Default.BoostingState, (state, tensors) =>
        {
            if (!tensors.Select(t => t.Name).SequenceEqual([.. scores.Select((_, i) => $"scores.{i}"), TreesName])
                || scores.Where((values, i) => tensors[i].Length != values.Length || tensors[i].Type != TensorType.Float64).Any())
            {
                return "its arrays are not those of this training";
            }

            if (state.History.Length is 0 || state.History.Length > rounds || state.History.Any(r => r.Length != 2 * monitors.Length)
                || state.TreeBytes < 0 || state.TreeBytes > tensors[^1].Bytes.Length)
            {
                return "its state is not one of this training";
            }

            TreeEnsemble ensemble;
            try
            {
                ensemble = new TreeEnsemble(
                    columns, initial, TreesOf(tensors[^1].Bytes[..state.TreeBytes], state.History.Length * initial.Length));
            }
            catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException)
            {
                return $"its trees are not those of this training ({exception.Message.TrimEnd('.')})";
            }

            for (var i = 0; i < scores.Count; i++)
                tensors[i].CopyTo(scores[i].AsSpan());
            found = (ensemble.Trees, [.. state.History.Select((figures, i) => Round(i + 1, figures, monitors, hasValidation))]);
            return null;
        });
        return found;
    }

    private static BoostingRound Round(int round, double[] figures, string[] monitors, bool hasValidation) =>
        new(round, hasValidation ? figures[0] : double.NaN)
        {
            Monitors = [.. monitors.Select((name, i) => new MonitorFigures(name, figures[2 * i], figures[2 * i + 1]))],
        };

    private static byte[] BytesOf(IEnumerable<Tree> trees)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var tree in trees)
            TreeBytes.Write(writer, tree);
        writer.Flush();
        return stream.ToArray();
    }

    private static ImmutableArray<Tree> TreesOf(ReadOnlySpan<byte> bytes, int count)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()));
        var trees = ImmutableArray.CreateBuilder<Tree>();
        for (var tree = 0; tree < count; tree++)
            trees.Add(TreeBytes.Read(reader));
        return trees.ToImmutable();
    }
}

/// <summary>Where a training of trees is, but for its arrays.</summary>
internal sealed record BoostingState
{
    /// <summary>Bytes of the trees; the array behind them is filled up to whole numbers of 64 bits.</summary>
    public required int TreeBytes { get; init; }

    /// <summary>[rounds][2 · monitors]: loss and accuracy of each.</summary>
    public required double[][] History { get; init; }
}

/// <summary>How this state is JSON.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BoostingState))]
internal sealed partial class BoostingStateJson : JsonSerializerContext;
