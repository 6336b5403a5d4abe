using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Benchmarks.Kernels;

/// <summary>Seeded numbers for kernels to work on.</summary>
internal static class RandomVectors
{
    /// <summary>Uniform from −1 to 1.</summary>
    public static float[] Uniform(int count, int seed)
    {
        var random = new Xoshiro256(seed, RandomPurpose.Generation);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)random.NextUniform(-1, 1);
        return values;
    }
}
