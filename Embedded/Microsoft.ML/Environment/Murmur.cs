using System.Numerics;

namespace Microsoft.ML.Runtime;

/// <summary>The 32-bit MurmurHash3 (Austin Appleby, public domain), which ML.NET uses for seeds, hash columns and sampling keys.</summary>
internal static class Murmur
{
    /// <summary>Takes 32 more bits into the hash.</summary>
    public static uint Round(uint hash, uint value)
    {
        hash ^= BitOperations.RotateLeft(value * 0xcc9e2d51, 15) * 0x1b873593;
        return (BitOperations.RotateLeft(hash, 13) * 5) + 0xe6546b64;
    }

    /// <summary>Takes the last, fewer than 32 bits into the hash.</summary>
    public static uint Last(uint hash, uint value) => hash ^ (BitOperations.RotateLeft(value * 0xcc9e2d51, 15) * 0x1b873593);

    /// <summary>Mixes the bits at the end.</summary>
    public static uint Finish(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}
