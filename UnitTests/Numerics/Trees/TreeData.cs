using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.UnitTests.Numerics.Trees;

/// <summary>Random features of several kinds, from a seed.</summary>
internal static class TreeData
{
    /// <summary>[rows, columns]: by turns continuous, few distinct values, mostly zero; a share of values missing.</summary>
    public static float[] Features(int rows, int columns, int seed, double missing = 0)
    {
        var random = new Random(seed);
        var features = new float[rows * columns];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = (i % columns % 3) switch
            {
                0 => (float)(random.NextDouble() * 20 - 10),
                1 => random.Next(6),
                _ => random.NextDouble() < 0.8 ? 0 : random.Next(1, 100),
            };
            if (random.NextDouble() < missing)
                features[i] = float.NaN;
        }
        return features;
    }

    /// <summary>Targets that depend on the first three columns, with noise.</summary>
    public static float[] Targets(float[] features, int columns, int seed)
    {
        var random = new Random(seed);
        var targets = new float[features.Length / columns];
        for (var row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<float> x = features.AsSpan(row * columns, columns);
            double a = float.IsNaN(x[0]) ? 3 : x[0];
            double b = columns > 1 && !float.IsNaN(x[1]) ? x[1] : -1;
            double c = columns > 2 && x[2] > 0 ? 4 : 0;
            targets[row] = (float)(Math.Sin(a) * 3 + b + c + random.NextDouble());
        }
        return targets;
    }

    public static float[] Classes(float[] targets, int classes)
    {
        float[] sorted = [.. targets.Order()];
        return [.. targets.Select(t => (float)Math.Min(classes - 1, Array.BinarySearch(sorted, t) * classes / sorted.Length))];
    }

    public static TrainingRows Rows(float[] features, int columns, float[] targets, BinningOptions? binning = null) => new()
    {
        Features = BinnedMatrix.Create(features, targets.Length, columns, binning),
        Targets = targets,
    };

    public static void AreSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(BitConverter.SingleToInt32Bits(expected[i]), BitConverter.SingleToInt32Bits(actual[i]),
                $"element {i}: {expected[i]} and {actual[i]}");
        }
    }

    public static void AreClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance, $"element {i}");
    }
}
