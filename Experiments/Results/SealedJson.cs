using System.Security.Cryptography;
using System.Text;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// JSON objects with a checksum of themselves: their last property, on a line of its own, is the SHA-256 of all bytes before that line's
/// break. The first property, <see cref="Mark"/>, says that it must be there. Files of earlier versions have neither.
/// </summary>
internal static class SealedJson
{
    /// <summary>The name of the first property; its value is true.</summary>
    public const string Mark = "sealed";

    /// <summary>The name of the last property.</summary>
    public const string Hash = "sha256";

    private const string Start = $",\n\"{Hash}\":\"", End = "\"}\n";
    private const int LengthOfHash = 64, FarthestMark = 16;

    private static readonly int LengthOfSeal = Start.Length + LengthOfHash + End.Length;

    /// <summary>Adds the checksum to the text of an object whose first property is the mark.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> json)
    {
        var content = json.TrimEnd("\r\n "u8)[..^1].TrimEnd("\r\n "u8); // without its closing brace
        return [.. content, .. SealOf(content)];
    }

    /// <summary>The bytes as they are, where they have their checksum, or are of an earlier version.</summary>
    /// <exception cref="InvalidDataException">They are not what was written; the message says so without a name.</exception>
    public static byte[] Open(byte[] bytes)
    {
        if (bytes.Length == 0)
            throw new InvalidDataException("it is empty");
        var hasMark = bytes.AsSpan(0, Math.Min(bytes.Length, FarthestMark)).IndexOf(Encoding.UTF8.GetBytes($"\"{Mark}\"")) >= 0;
        var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - LengthOfSeal));
        var tail = bytes.AsSpan(content.Length);
        if (!hasMark && !tail.StartsWith(Encoding.UTF8.GetBytes(Start)))
            return bytes;
        return tail.SequenceEqual(SealOf(content)) ? bytes
            : throw new InvalidDataException("its checksum is not that of its content, or its end is missing");
    }

    private static byte[] SealOf(ReadOnlySpan<byte> content) =>
        Encoding.UTF8.GetBytes($"{Start}{Convert.ToHexStringLower(SHA256.HashData(content))}{End}");
}
