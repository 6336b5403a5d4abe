namespace MlPipelines.Data.Generation;

/// <summary>Functions to be learned, each with the distribution of its inputs.</summary>
internal static class Functions
{
    private const double CubicNoise = 10;

    public static float Cubic(ref RandomStream random, Span<float> features)
    {
        var x = random.Uniform(-5, 5);
        features[0] = (float)x;
        features[1] = (float)(x * x);
        features[2] = (float)(x * x * x);
        return (float)(x * x * x + 5 * x * x + 1 + CubicNoise * random.Normal());
    }

    public static float Bump(ref RandomStream random, Span<float> features)
    {
        double x = random.Uniform(-2, 2), y = random.Uniform(-2, 2);
        features[0] = (float)x;
        features[1] = (float)y;
        return (float)(x * Math.Exp(-x * x - y * y));
    }

    public static float Sine(ref RandomStream random, Span<float> features) => (float)Math.Sin(Phase(ref random, features));

    public static float Sinc(ref RandomStream random, Span<float> features)
    {
        var phase = Phase(ref random, features);
        return phase == 0 ? 1 : (float)(Math.Sin(phase) / phase);
    }

    public static float GrowingSine(ref RandomStream random, Span<float> features)
    {
        var phase = Phase(ref random, features);
        return (float)(phase * Math.Sin(phase));
    }

    /// <summary>Draws x and gives 5πx.</summary>
    private static double Phase(ref RandomStream random, Span<float> features)
    {
        var x = random.Uniform(-1, 1);
        features[0] = (float)x;
        return 5 * Math.PI * x;
    }
}
