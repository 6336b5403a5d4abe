using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Shapes;

/// <summary>Five classes in five dimensions, each a mixture of five Gaussians with means and spreads of their own, drawn from the seed; 1 % of the labels are wrong.</summary>
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
        foreach (ref double mean in _means.AsSpan())
            mean = MeanSpread * random.Normal();
        foreach (ref double factor in _factors.AsSpan())
            factor = FactorSpread * random.Normal();
    }

    public int Sample(ref RandomStream random, Span<float> features)
    {
        int label = random.Below(ClassCount);
        int component = label * Components + random.Below(Components);
        Span<double> z = stackalloc double[Dimensions];
        foreach (ref double value in z)
            value = random.Normal();
        for (int i = 0; i < Dimensions; i++)
        {
            int at = component * Dimensions + i;
            double x = _means[at];
            for (int j = 0; j < Dimensions; j++)
                x += _factors[at * Dimensions + j] * z[j];
            features[i] = (float)x;
        }

        return LabelNoise.Apply(ref random, label, ClassCount, WrongLabels);
    }
}
