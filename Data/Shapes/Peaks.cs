using MlPipelines.Data.Generation;

namespace MlPipelines.Data.Shapes;

/// <summary>
/// Points of [-3, 3]² in five classes by the height of the function known as peaks, whose range is cut into five equal parts;
/// every class is as likely, and the points are then moved by normal noise of 0.04 and 3 % of the labels made wrong.
/// </summary>
internal static class Peaks
{
    public const int ClassCount = 5;
    private const double Least = -6.5511, Greatest = 8.1062, Noise = 0.04, WrongLabels = 0.03;

    public static int Sample(ref RandomStream random, Span<float> features)
    {
        int wanted = random.Below(ClassCount);
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
