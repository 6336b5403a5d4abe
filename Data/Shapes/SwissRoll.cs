using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Shapes;

/// <summary>Two spirals: radius θ/4π and 0.2 more, θ uniform over two turns, with normal noise of 0.04 and 1.5 % of the labels wrong.</summary>
internal static class SwissRoll
{
    private const double Gap = 0.2, Noise = 0.04, WrongLabels = 0.015;

    public static int Sample(ref RandomStream random, Span<float> features)
    {
        int spiral = random.Below(2);
        double angle = random.Uniform(0, 4 * Math.PI);
        double radius = angle / (4 * Math.PI) + spiral * Gap;
        features[0] = (float)(radius * Math.Cos(angle) + Noise * random.Normal());
        features[1] = (float)(radius * Math.Sin(angle) + Noise * random.Normal());
        return LabelNoise.Apply(ref random, spiral, 2, WrongLabels);
    }
}
