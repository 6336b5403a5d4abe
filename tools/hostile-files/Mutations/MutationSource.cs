using MlPipelines.Numerics.Randomness;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damages the content of a file.</summary>
/// <param name="file">The content; it is not changed.</param>
/// <param name="source">Where chance and further content come from.</param>
/// <returns>The damaged content; by chance it may be the same.</returns>
public delegate byte[] Mutation(byte[] file, MutationSource source);

/// <summary>What one mutation draws from: the same numbers for the same seed, reader and mutation, on every machine.</summary>
/// <param name="random">The generator.</param>
/// <param name="donor">Another valid file of the same reader, for content from elsewhere.</param>
public sealed class MutationSource(Xoshiro256 random, byte[] donor)
{
    private readonly Xoshiro256 _random = random;

    private static readonly long[] Extremes =
    [
        0, 1, -1, -2, 2, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000, 1L << 62,
        long.MaxValue, long.MinValue, 1_000_000, 0x7fffffc7, 0x7f800000, 0x7fc00000, 0x7f7fffff,
    ];

    /// <summary>The same chance with another donor: for content inside a file.</summary>
    public MutationSource(MutationSource outer, byte[] donor)
        : this(outer._random, donor)
    {
    }

    /// <summary>Another valid file of the same reader.</summary>
    public byte[] Donor { get; } = donor;

    /// <summary>
    /// Whether checksums were made to match what was changed: only then may a file with a checksum be read as another one.
    /// </summary>
    public bool IsRepaired { get; set; }

    /// <summary>A generator for one mutation.</summary>
    /// <param name="seed">The seed of the whole run.</param>
    /// <param name="reader">The reader's name.</param>
    /// <param name="number">The mutation's number.</param>
    public static Xoshiro256 RandomOf(int seed, string reader, long number)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var letter in reader)
            hash = (hash ^ letter) * 1099511628211;
        return new Xoshiro256(hash + ((ulong)(uint)seed * 0x9E3779B97F4A7C15) + ((ulong)number * 0xBF58476D1CE4E5B9));
    }

    /// <summary>A number from 0 to below a bound; 0 where the bound is 0.</summary>
    public int Below(int bound) => bound < 1 ? 0 : _random.NextInt32(bound);

    /// <summary>True once in so many times.</summary>
    public bool OnceIn(int times) => Below(times) == 0;

    /// <summary>One of some values.</summary>
    public T OneOf<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>A number that programs trip over: 0, −1, 2³¹ − 1, 2⁶² and the like.</summary>
    public long Extreme() => OneOf(Extremes);

    /// <summary>Bytes by chance.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)_random.NextInt32(256);
        return bytes;
    }

    /// <summary>One of some mutations, each as likely.</summary>
    public byte[] ApplyOneOf(byte[] file, params IReadOnlyList<Mutation> mutations) => OneOf(mutations)(file, this);
}
