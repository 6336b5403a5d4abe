using MlPipelines.Endurance.Works;

namespace MlPipelines.Endurance.Damages;

/// <summary>A way in which a file can come to harm.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Do">Does it.</param>
internal sealed record Damage(string Name, Action<WorkFile, Random> Do)
{
    /// <summary>Whether the file is gone.</summary>
    public bool IsRemoval { get; private init; }

    /// <summary>Whether another sound file takes its place.</summary>
    public bool NeedsOther { get; private init; }

    /// <summary>All ways.</summary>
    /// <param name="flips">How many bits are flipped at places by chance, each by itself.</param>
    public static IEnumerable<Damage> All(int flips) =>
    [
        new("cut in half", (file, _) => Change(file, bytes => bytes[..(bytes.Length / 2)])),
        new("cut by its last byte", (file, _) => Change(file, bytes => bytes[..^1])),
        new("emptied", (file, _) => Change(file, _ => [])),
        new("with zeros in its middle", (file, _) => Change(file, ZeroMiddle)),
        new("with more bytes behind it", (file, _) => Change(file, bytes => [.. bytes, .. "more"u8])),
        new("replaced by a text", (file, _) => Change(file, _ => "This is no such file."u8.ToArray())),
        .. Enumerable.Range(1, flips).Select(i => new Damage($"with a flipped bit ({i})", (file, random) => Change(file, bytes =>
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            return bytes;
        }))),
        new("removed", (file, _) => File.Delete(file.Path)) { IsRemoval = true },
        new("with another in its place", (file, _) => File.Copy(file.Other!, file.Path, overwrite: true)) { NeedsOther = true },
    ];

    private static void Change(WorkFile file, Func<byte[], byte[]> change) =>
        File.WriteAllBytes(file.Path, change(File.ReadAllBytes(file.Path)));

    private static byte[] ZeroMiddle(byte[] bytes)
    {
        var middle = bytes.AsSpan(bytes.Length / 3, Math.Max(1, Math.Min(512, bytes.Length / 3)));
        middle.Clear();
        return bytes;
    }
}
