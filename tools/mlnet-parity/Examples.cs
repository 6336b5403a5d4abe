using Microsoft.ML;

namespace MlPipelines.MLNetParity;

/// <summary>Rows that are the same on every machine and both ways: a generator of our own makes them from a seed.</summary>
internal static class Examples
{
    /// <summary>The values of <see cref="Example.Kind"/>.</summary>
    public static readonly string[] Kinds = ["ash", "birch", "cedar"];

    /// <summary>Rows as a view.</summary>
    public static IDataView Load(MLContext ml, int count, uint seed = 1) => ml.Data.LoadFromEnumerable(Create(count, seed));

    /// <summary>Rows.</summary>
    public static Example[] Create(int count, uint seed = 1)
    {
        var state = seed;
        return [.. Enumerable.Range(0, count).Select(Next)];

        // A linear congruential generator of 32 bits, of which the upper 24 make a float exactly.
        float Uniform(float from, float to)
        {
            state = unchecked((1_664_525 * state) + 1_013_904_223);
            return from + ((to - from) * ((state >> 8) / 16_777_216f));
        }

        Example Next(int i)
        {
            float[] x = [Uniform(-2, 2), Uniform(-2, 2), Uniform(-2, 2), Uniform(-2, 2)];
            float[] scores = [x[0] + Uniform(-1, 1), x[1] - x[2] + Uniform(-1, 1), x[3] + Uniform(-1, 1)];
            return new Example
            {
                Id = i,
                Features = x,
                Positive = x[0] - (0.5f * x[1]) + (0.25f * x[3]) + Uniform(-1, 1) > 0,
                Kind = Kinds[Array.IndexOf(scores, scores.Max())],
                Target = (2 * x[0]) - x[1] + (0.5f * x[2]) + 3 + Uniform(-0.5f, 0.5f),
                Weight = Uniform(0.5f, 1.5f),
                Group = $"g{(int)Uniform(0, 8)}",
            };
        }
    }
}
