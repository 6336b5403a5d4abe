using System.Security.Cryptography;
using System.Text;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damage inside the file of a trained pipeline, whose checksums are made to fit.</summary>
public static class PipelinePacking
{
    private const string Manifest = "MlPipelines/manifest.json";
    private const string Key = "Model.key";

    /// <summary>What damages an entry: JSON by its tokens, tensors by their header, all else by bytes.</summary>
    public static Mutation Of(string name) => name.EndsWith(".json", StringComparison.Ordinal) ? JsonMutations.Any
        : name.EndsWith(".safetensors", StringComparison.Ordinal) ? Tensors : ByteMutations.Any;

    /// <summary>
    /// Makes the checksums fit: of a component's files in its <c>Model.key</c>, of every file in the manifest, and of the manifest.
    /// </summary>
    public static void Repair(List<ArchiveEntry> before, List<ArchiveEntry> after)
    {
        for (var i = 0; i < Math.Min(before.Count, after.Count); i++)
        {
            if (after[i].Name == before[i].Name && !after[i].Content.AsSpan().SequenceEqual(before[i].Content))
                RepairKey(before[i], after[i], after);
        }

        var manifest = after.FindIndex(entry => entry.Name == Manifest);
        if (manifest < 0)
            return;
        var text = Encoding.UTF8.GetString(after[manifest].Content);
        foreach (var (old, changed) in before.Zip(after).Where(pair => pair.First.Name != Manifest && pair.First != pair.Second))
        {
            text = text.Replace(Hex(old.Content), Hex(changed.Content), StringComparison.Ordinal)
                .Replace($"\"bytes\": {old.Content.Length},\n      \"sha256\": \"{Hex(changed.Content)}",
                    $"\"bytes\": {changed.Content.Length},\n      \"sha256\": \"{Hex(changed.Content)}", StringComparison.Ordinal);
        }

        if (text != Encoding.UTF8.GetString(after[manifest].Content))
            after[manifest] = after[manifest] with { Content = Encoding.UTF8.GetBytes(text) };
        var sum = after.FindIndex(entry => entry.Name == Manifest + ".sha256");
        if (sum >= 0)
            after[sum] = after[sum] with { Content = Encoding.ASCII.GetBytes($"{Hex(after[manifest].Content)}  {Manifest}\n") };
    }

    private static byte[] Tensors(byte[] file, MutationSource source) => source.OnceIn(2) ? TensorPacking.Header(file, source)
        : ByteMutations.Any(file, source);

    /// <summary>Makes the length and SHA-256 of a component's file fit in the list of its component, and the SHA-256 of the list.</summary>
    private static void RepairKey(ArchiveEntry old, ArchiveEntry changed, List<ArchiveEntry> entries)
    {
        var folder = old.Name[..(old.Name.LastIndexOf('/') + 1)];
        var at = entries.FindIndex(entry => entry.Name == folder + Key);
        if (at < 0 || old.Name == folder + Key)
            return;
        byte[] key = [.. entries[at].Content];
        var place = key.AsSpan().IndexOf(SHA256.HashData(old.Content));
        if (place < 8 || ListOf(key, place) is not { } list)
            return;
        BitConverter.TryWriteBytes(key.AsSpan(place - 8), (long)changed.Content.Length);
        SHA256.HashData(changed.Content).CopyTo(key.AsSpan(place));
        SHA256.HashData(key[list.Start..list.End]).CopyTo(key.AsSpan(list.End));
        entries[at] = entries[at] with { Content = key };
    }

    /// <summary>Where the list of a component's files lies: from its start to the SHA-256 of it that follows.</summary>
    private static (int Start, int End)? ListOf(byte[] key, int within)
    {
        for (var start = 0; start + 4 < within; start++)
        {
            if (BitConverter.ToInt32(key, start) is > 0 and < 64 && EndOfList(key, start) is { } end && end > within)
                return (start, end);
        }

        return null;
    }

    /// <summary>The end of a list that is sound: kind, values, and of each file name, length and SHA-256.</summary>
    private static int? EndOfList(byte[] key, int start)
    {
        var at = (long)start;
        bool Skip(int more) => (at += more) + 36 <= key.Length;
        bool SkipText() => BitConverter.ToInt32(key, (int)at) is >= 0 and var length && Skip(4) && Skip(length);
        if (!SkipText() || !SkipText())
            return null;
        var files = BitConverter.ToInt32(key, (int)at);
        if (files is < 1 or > 100 || !Skip(4))
            return null;
        for (var i = 0; i < files; i++)
        {
            if (!SkipText() || !Skip(8) || (i < files - 1 ? !Skip(32) : (at += 32) + 32 > key.Length))
                return null;
        }

        return key.AsSpan((int)at, 32).SequenceEqual(SHA256.HashData(key.AsSpan(start, (int)at - start))) ? (int)at : null;
    }

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
