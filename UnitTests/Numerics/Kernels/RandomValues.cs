using System.Numerics;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.UnitTests.Numerics.Kernels;

/// <summary>Values for kernels to work on.</summary>
internal static class RandomValues
{
    /// <summary>Standard normal values, the same for float and double up to rounding.</summary>
    public static T[] Normal<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Xoshiro256(seed, RandomPurpose.Generation);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((float)random.NextNormal()))];
    }

    /// <summary>
    /// Fails unless all elements lie within the tolerance times the largest expected magnitude, or 1 if that is larger: results of standard
    /// normal values that cancel to 0 keep the error of their terms.
    /// </summary>
    public static void AssertClose<T>(double[] expected, T[] actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.HasCount(expected.Length, actual, what);
        var scale = expected.Select(Math.Abs).Append(1).Max();
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(double.CreateTruncating(actual[i]) - expected[i]) / scale;
            if (!(error <= tolerance))
                Assert.Fail($"{what}, element {i}: expected {expected[i]}, found {actual[i]}, error {error:E2} of the largest");
        }
    }

    public static double[] ToDouble<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. values.Select(double.CreateTruncating)];
}
