using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>
/// Scores of one dense row in vectors of 512 bits, five outputs at a time: few enough loads for each multiply-add that they keep up,
/// and five sums that do not wait for each other. Half the time of 256 bits, also where the runtime prefers those.
/// </summary>
internal static class WideRowScores
{
    /// <summary>Outputs of a tile.</summary>
    public const int Tile = 5;

    /// <summary>Whether this machine has such vectors.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>scores[k] = Σⱼ x[j] · w[k, j] for five outputs.</summary>
    /// <param name="x">[features]</param>
    /// <param name="w">[5, stride], the features first in each row.</param>
    /// <param name="stride">At least the features; lines of a cache (16 values) are read whole when it is a multiple of 16 and <paramref name="w"/> begins with one.</param>
    /// <param name="scores">[5], overwritten.</param>
    public static void ComputeTile(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int stride, Span<float> scores)
    {
        int n = x.Length;
        int vectors = n / Vector512<float>.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, n);
        _ = w[((Tile - 1) * stride) + n - 1];
        // The lengths are checked above, once: five checks for each step would take as long as the sums.
        ref float features = ref MemoryMarshal.GetReference(x);
        ref float w0 = ref MemoryMarshal.GetReference(w);
        ref float w1 = ref Unsafe.Add(ref w0, stride);
        ref float w2 = ref Unsafe.Add(ref w1, stride);
        ref float w3 = ref Unsafe.Add(ref w2, stride);
        ref float w4 = ref Unsafe.Add(ref w3, stride);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        for (nuint j = 0; j < (nuint)(vectors * Vector512<float>.Count); j += (nuint)Vector512<float>.Count)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref features, j);
            s0 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref w0, j), s0);
            s1 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref w1, j), s1);
            s2 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref w2, j), s2);
            s3 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref w3, j), s3);
            s4 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref w4, j), s4);
        }

        scores[0] = Vector512.Sum(s0);
        scores[1] = Vector512.Sum(s1);
        scores[2] = Vector512.Sum(s2);
        scores[3] = Vector512.Sum(s3);
        scores[4] = Vector512.Sum(s4);
        for (int j = vectors * Vector512<float>.Count; j < n; j++)
        {
            for (int k = 0; k < Tile; k++)
                scores[k] += x[j] * w[(k * stride) + j];
        }
    }
}
