using System.Security.Cryptography;

namespace MlPipelines.Data.Files;

/// <summary>
/// The MD5 of published files, in lower-case hexadecimal. MD5 because that is what is published for them; it finds damage, it does not keep
/// an attacker out.
/// </summary>
internal static class PublishedMd5
{
#pragma warning disable CA5351
    /// <summary>Of bytes, one piece after the other.</summary>
    public static string Of(params ReadOnlySpan<byte[]> pieces)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var piece in pieces)
            hash.AppendData(piece);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of a file.</summary>
    public static string OfFile(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(MD5.HashData(file));
    }
#pragma warning restore CA5351
}
