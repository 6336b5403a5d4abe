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
/// <param name="warn">Told where the newest generation cannot be used; null for nobody.</param>
internal sealed class CheckpointStore(string path, string description, Action<string>? warn)
{
    private bool _newestIsSound = true;

    private string PreviousPath => path + ".previous";

    /// <summary>Writes a state, which <paramref name="type"/> makes JSON of, and the arrays that belong to it.</summary>
    public void Save<TState>(TState state, JsonTypeInfo<TState> type, IReadOnlyList<Tensor> tensors)
    {
        var json = JsonSerializer.Serialize(state, type);
        var metadata = new Dictionary<string, string>
        {
            ["training"] = description,
            ["state"] = json,
            ["sha256"] = Hash(description, json, tensors),
        };
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, tensors, metadata), _newestIsSound ? PreviousPath : null);
        _newestIsSound = true;
    }

    /// <summary>Takes over the newest sound generation; false when there is no file.</summary>
    /// <param name="type">How the state is JSON.</param>
    /// <param name="take">Takes state and arrays over, where the training can go on from them; else says what is wrong, and takes
    /// nothing.</param>
    /// <exception cref="IOException">The file cannot be written: found out before there is a training to lose.</exception>
    /// <exception cref="InvalidDataException">No generation is sound; the message names each and what is wrong with it.</exception>
    /// <exception cref="ArgumentException">The file belongs to another training; the message names the first setting that differs.
    ///</exception>
    public bool Load<TState>(JsonTypeInfo<TState> type, Func<TState, IReadOnlyList<Tensor>, string?> take)
        where TState : class
    {
        AtomicFile.RequireWritable(path);
        var (isThere, isPreviousThere) = (File.Exists(path), File.Exists(PreviousPath));
        if (!isThere && !isPreviousThere)
            return false;
        if (!isPreviousThere)
        {
            if (Fault(path, type, take) is { } only)
                throw new InvalidDataException($"The checkpoint '{path}' is damaged: {only}. Delete it to start over.");
            return true;
        }

        var newest = isThere ? Fault(path, type, take) : "it is not there";
        if (newest is null)
            return true;
        // A damaged file must not take the place of the one generation that is sound.
        _newestIsSound = false;
        if (Fault(PreviousPath, type, take) is { } previous)
        {
            throw new InvalidDataException(
                $"The checkpoint '{path}' is damaged: {newest}. The one before it, '{PreviousPath}', is damaged too: {previous}. "
                    + "Delete both to start over.");
        }

        warn?.Invoke(
            $"The checkpoint '{path}' cannot be used: {newest}. The training goes on from the one before it, '{PreviousPath}'.");
        return true;
    }

    /// <summary>What is wrong with a file; null where it was taken.</summary>
    private string? Fault<TState>(string file, JsonTypeInfo<TState> type, Func<TState, IReadOnlyList<Tensor>, string?> take)
        where TState : class
    {
        IReadOnlyDictionary<string, string> metadata;
        IReadOnlyList<Tensor> tensors;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            metadata = SafeTensorsReader.ReadMetadata(stream, file);
            tensors = SafeTensorsReader.Read(stream, file);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return exception.Message.TrimEnd('.');
        }

        if (!metadata.TryGetValue("training", out var training) || !metadata.TryGetValue("state", out var json)
            || !metadata.TryGetValue("sha256", out var hash))
        {
            return "it is a safetensors file but not a checkpoint of a training";
        }

        if (hash != Hash(training, json, tensors))
            return "its checksum is not that of its content";
        RequireSame(file, training);
        TState? state;
        try
        {
            using var document = JsonDocument.Parse(json);
            state = JsonNulls.PlaceIn(document.RootElement) is null ? document.RootElement.Deserialize(type) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException
            or NotSupportedException)
        {
            return $"its state cannot be read ({exception.Message})";
        }

        return state is null ? "its state is not one of this training" : take(state, tensors);
    }

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
