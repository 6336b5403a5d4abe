using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Numerics.Training.Checkpoints;

/// <summary>
/// The two generations of a training's checkpoint: a safetensors file whose metadata hold the training's description, its state as JSON,
/// and a SHA-256 over all of it.
/// </summary>
/// <param name="path">The newest generation; the one before it has <c>.previous</c> behind its name.</param>
/// <param name="description">What is trained and how, a line per setting; a file of another training is refused.</param>
/// <param name="arrays">The training's arrays, written from and read into these places.</param>
/// <param name="stateType">How the state is JSON.</param>
internal sealed class CheckpointFile<T, TState>(
    string path, string description, IReadOnlyList<(string Name, Memory<T> Values)> arrays, JsonTypeInfo<TState> stateType)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TState : class
{
    private bool _newestIsSound = true;

    private string PreviousPath => path + ".previous";

    /// <summary>Writes the arrays as they are and a state.</summary>
    public void Save(TState state)
    {
        Tensor[] tensors = [.. arrays.Select(a => Tensor.Create<T>(a.Name, [a.Values.Length], a.Values.Span))];
        var json = JsonSerializer.Serialize(state, stateType);
        var metadata = new Dictionary<string, string>
        {
            ["training"] = description,
            ["state"] = json,
            ["sha256"] = Hash(description, json, tensors),
        };
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, tensors, metadata), _newestIsSound ? PreviousPath : null);
        _newestIsSound = true;
    }

    /// <summary>Fills the arrays from the newest sound generation and gives its state; null when there is no file.</summary>
    /// <param name="isSound">Whether the training can go on from a state; one that is not is damaged.</param>
    /// <exception cref="InvalidDataException">No generation is sound.</exception>
    /// <exception cref="ArgumentException">The file belongs to another training; the message names the first setting that differs.
    ///</exception>
    public TState? Load(Func<TState, bool> isSound)
    {
        if (!File.Exists(path) && !File.Exists(PreviousPath))
            return null;
        try
        {
            return Load(path, isSound);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException && File.Exists(PreviousPath))
        {
            // A damaged file must not take the place of the one generation that is sound.
            _newestIsSound = false;
            return Load(PreviousPath, isSound);
        }
    }

    private TState Load(string file, Func<TState, bool> isSound)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        var metadata = SafeTensorsReader.ReadMetadata(stream, file);
        var tensors = SafeTensorsReader.Read(stream, file);
        if (!metadata.TryGetValue("training", out var training) || !metadata.TryGetValue("state", out var json)
            || !metadata.TryGetValue("sha256", out var hash))
        {
            throw new InvalidDataException($"'{file}' is a safetensors file but not a checkpoint of a training.");
        }

        if (hash != Hash(training, json, tensors))
        {
            throw Damaged(file, "its checksum is not that of its content");
        }

        RequireSame(file, training);
        if (!tensors.Select(t => (t.Name, t.Length)).SequenceEqual(arrays.Select(a => (a.Name, a.Values.Length))))
            throw Damaged(file, "its arrays are not those of this training");
        if (ReadState(json, file) is not { } state || !isSound(state))
            throw Damaged(file, "its state is not one of this training");
        foreach (var (tensor, array) in tensors.Zip(arrays))
            tensor.CopyTo(array.Values.Span);
        return state;
    }

    /// <summary>The state; null where it has null for something that is needed.</summary>
    private TState? ReadState(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonNulls.PlaceIn(document.RootElement) is null ? document.RootElement.Deserialize(stateType) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException
            or NotSupportedException)
        {
            throw Damaged(file, $"its state cannot be read ({exception.Message})", exception);
        }
    }

    private static InvalidDataException Damaged(string file, string what, Exception? cause = null) =>
        new($"The checkpoint '{file}' is damaged: {what}. Delete it to start over.", cause);

    private void RequireSame(string file, string training)
    {
        if (training == description)
            return;
        var (there, here) = (training.Split('\n'), description.Split('\n'));
        var i = 0;
        while (i < there.Length - 1 && i < here.Length - 1 && there[i] == here[i])
            i++;
        throw new ArgumentException(
            $"The checkpoint '{file}' belongs to another training: it has {there[i]}, this one {here[i]}. Delete it or name another file.");
    }

    /// <summary>The checksum over everything.</summary>
    internal static string Hash(string description, string json, IReadOnlyList<Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{description}\n{json}"));
        foreach (var tensor in tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name));
            hash.AppendData(tensor.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
