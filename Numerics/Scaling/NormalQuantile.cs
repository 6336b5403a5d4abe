using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Scaling;

/// <summary>
/// The inverse of the standard normal distribution function by two ratios of polynomials (Wichura, 1988, "Algorithm AS 241: the percentage
/// points of the normal distribution", Applied Statistics 37, routine PPND16; its relative error is about 1e-16).
/// </summary>
internal static class NormalQuantile
{
    /// <summary>The least probability, and the distance of the greatest from 1: beyond, a third ratio would be needed.</summary>
    public const double Least = 1e-10;

    private static readonly double[] CentreAbove =
    [
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4,
        6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static readonly double[] CentreBelow =
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
        2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static readonly double[] TailAbove =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
        2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] TailBelow =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
        1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    /// <summary>The number that a standard normal variable is below with the given probability.</summary>
    /// <param name="probability">From <see cref="Least"/> to 1 − <see cref="Least"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of this range, or NaN.</exception>
    public static double Of(double probability)
    {
        if (!(probability is >= Least and <= 1 - Least))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, $"From {Least} to 1 − {Least} was expected.");
        var centred = probability - 0.5;
        if (Math.Abs(centred) <= 0.425)
        {
            var inside = 0.180625 - (centred * centred);
            return centred * Polynomial(CentreAbove, inside) / Polynomial(CentreBelow, inside);
        }

        var root = Math.Sqrt(-Math.Log(Math.Min(probability, 1 - probability))) - 1.6;
        return Math.CopySign(Polynomial(TailAbove, root) / Polynomial(TailBelow, root), centred);
    }

    /// <summary>The same as ONNX operators.</summary>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="probability">Double, from <see cref="Least"/> to 1 − <see cref="Least"/>.</param>
    public static OnnxValue ToOnnx(OnnxGraph graph, OnnxValue probability)
    {
        var centred = graph.Subtract(probability, graph.Number(0.5));
        var inside = graph.Subtract(graph.Number(0.180625), graph.Multiply(centred, centred));
        var centre = graph.Divide(
            graph.Multiply(centred, Polynomial(graph, CentreAbove, inside)), Polynomial(graph, CentreBelow, inside));
        var lesser = graph.Min(probability, graph.Subtract(graph.Number(1.0), probability));
        var root = graph.Subtract(graph.Apply("Sqrt", graph.Apply("Neg", graph.Apply("Log", lesser))), graph.Number(1.6));
        var tail = graph.Divide(Polynomial(graph, TailAbove, root), Polynomial(graph, TailBelow, root));
        var isTail = graph.Node("Greater", [graph.Apply("Abs", centred), graph.Number(0.425)]);
        return graph.Where(isTail, graph.Multiply(graph.Apply("Sign", centred), tail), centre);
    }

    private static OnnxValue Polynomial(OnnxGraph graph, double[] coefficients, OnnxValue x)
    {
        var sum = graph.Number(coefficients[^1]);
        for (var i = coefficients.Length - 2; i >= 0; i--)
            sum = graph.Add(graph.Multiply(sum, x), graph.Number(coefficients[i]));
        return sum;
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = (sum * x) + coefficients[i];
        return sum;
    }
}
