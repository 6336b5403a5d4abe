namespace MlPipelines.Data.Generation;

/// <summary>
/// Two spirals: radius θ/4π and 0.2 more, θ uniform over two turns, with normal noise of 0.04 and 1.5 % of the labels wrong.
/// </summary>
internal static class SwissRoll
{
    private const double Gap = 0.2, Noise = 0.04, WrongLabels = 0.015;

    public static int Sample(ref RandomStream random, Span<float> features)
    {
        var spiral = random.Below(2);
        var angle = random.Uniform(0, 4 * Math.PI);
        var radius = angle / (4 * Math.PI) + spiral * Gap;
        features[0] = (float)(radius * Math.Cos(angle) + Noise * random.Normal());
        features[1] = (float)(radius * Math.Sin(angle) + Noise * random.Normal());
        return LabelNoise.Apply(ref random, spiral, 2, WrongLabels);
    }
}

/// <summary>
/// Points of [-3, 3]² in five classes by the height of the function known as peaks, whose range is cut into five equal parts; every class
/// is as likely, and the points are then moved by normal noise of 0.04 and 3 % of the labels made wrong.
/// </summary>
internal static class Peaks
{
    public const int ClassCount = 5;
    private const double Least = -6.5511, Greatest = 8.1062, Noise = 0.04, WrongLabels = 0.03;

    public static int Sample(ref RandomStream random, Span<float> features)
    {
        var wanted = random.Below(ClassCount);
        double x, y;
        do
        {
            x = random.Uniform(-3, 3);
            y = random.Uniform(-3, 3);
        }
        while (ClassOf(Height(x, y)) != wanted);
        features[0] = (float)(x + Noise * random.Normal());
        features[1] = (float)(y + Noise * random.Normal());
        return LabelNoise.Apply(ref random, wanted, ClassCount, WrongLabels);
    }

    /// <summary>The class of a height, 0 for the lowest fifth of the range.</summary>
    public static int ClassOf(double height) => Math.Clamp((int)((height - Least) / (Greatest - Least) * ClassCount), 0, ClassCount - 1);

    /// <summary>3(1-x)² e^(-x²-(y+1)²) - 10(x/5-x³-y⁵) e^(-x²-y²) - e^(-(x+1)²-y²)/3.</summary>
    public static double Height(double x, double y) =>
        3 * (1 - x) * (1 - x) * Math.Exp(-x * x - (y + 1) * (y + 1))
        - 10 * (x / 5 - x * x * x - Math.Pow(y, 5)) * Math.Exp(-x * x - y * y)
        - Math.Exp(-(x + 1) * (x + 1) - y * y) / 3;
}

/// <summary>
/// Five classes in five dimensions, each a mixture of five Gaussians with means and spreads of their own, drawn from the seed; 1 % of the
/// labels are wrong.
/// </summary>
internal sealed class GaussianMixture
{
    public const int ClassCount = 5;
    public const int Dimensions = 5;

    private const int Components = 5;
    private const double MeanSpread = 0.7, FactorSpread = 0.11, WrongLabels = 0.01;

    // [class, component, dimension] and [class, component, dimension, dimension]: x = mean + factor z, z standard normal.
    private readonly double[] _means = new double[ClassCount * Components * Dimensions];
    private readonly double[] _factors = new double[ClassCount * Components * Dimensions * Dimensions];

    public GaussianMixture(int seed)
    {
        var random = new RandomStream(seed, StreamPurpose.Shape, 0);
        foreach (ref var mean in _means.AsSpan())
            mean = MeanSpread * random.Normal();
        foreach (ref var factor in _factors.AsSpan())
            factor = FactorSpread * random.Normal();
    }

    public int Sample(ref RandomStream random, Span<float> features)
    {
        var label = random.Below(ClassCount);
        var component = label * Components + random.Below(Components);
        Span<double> z = stackalloc double[Dimensions];
        foreach (ref var value in z)
            value = random.Normal();
        for (var i = 0; i < Dimensions; i++)
        {
            var at = component * Dimensions + i;
            var x = _means[at];
            for (var j = 0; j < Dimensions; j++)
                x += _factors[at * Dimensions + j] * z[j];
            features[i] = (float)x;
        }

        return LabelNoise.Apply(ref random, label, ClassCount, WrongLabels);
    }
}

/// <summary>Wrong labels, as the real sets have a few.</summary>
internal static class LabelNoise
{
    /// <summary>The label, or with probability <paramref name="share"/> one of the other <paramref name="count"/> - 1.</summary>
    public static int Apply(ref RandomStream random, int label, int count, double share) =>
        random.Uniform() < share ? (label + 1 + random.Below(count - 1)) % count : label;
}
