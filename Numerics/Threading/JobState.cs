namespace MlPipelines.Numerics.Threading;

/// <summary>A job's number (32 bits), its parts (16) and the next part to take (16) in one word, so that a part is taken with one compare-and-swap.</summary>
internal static class JobState
{
    private const int MaximumParts = ushort.MaxValue;

    /// <summary>The word of a new job whose part 0 is taken already.</summary>
    public static long Begin(long previous, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, MaximumParts);
        return (((previous >> 32) + 1) << 32) | ((long)parts << 16) | 1;
    }

    public static int NextPart(long state) => (int)(state & 0xFFFF);

    public static bool HasParts(long state) => (state & 0xFFFF) < ((state >> 16) & 0xFFFF);
}
