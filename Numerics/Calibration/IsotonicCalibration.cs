using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Calibration;

/// <summary>
/// Gives each class's probability what the share of that class was among rows of such a probability, by a non-decreasing function; each
/// class against the rest, and their sum made 1 (Zadrozny and Elkan, 2002, "Transforming classifier scores into accurate multiclass
/// probability estimates", doi:10.1145/775047.775151). Of two classes the second has a function, and the first gets the rest.
/// </summary>
/// <remarks>A probability can become exactly 0, which the log-loss of a wrong row never forgives; with few rows a temperature is
/// safer.</remarks>
public sealed class IsotonicCalibration : ProbabilityCalibration
{
    /// <summary>Calibration by given functions.</summary>
    /// <param name="curves">One for each class; of two classes one alone, for the second. Values from 0 to 1.</param>
    /// <exception cref="ArgumentException">There are no functions, or two, or a value is not from 0 to 1.</exception>
    public IsotonicCalibration(IReadOnlyList<IsotonicRegression> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count is 0 or 2)
            throw new ArgumentException($"One function, or at least three, were expected; found {curves.Count}.", nameof(curves));
        if (curves.Any(curve => curve.Values[0] < 0 || curve.Values[^1] > 1))
            throw new ArgumentException("A function has values that are no probabilities.", nameof(curves));
        Curves = curves;
    }

    /// <summary>The function of each class; of two classes that of the second alone.</summary>
    public IReadOnlyList<IsotonicRegression> Curves { get; }

    /// <inheritdoc/>
    public override int Classes => Math.Max(Curves.Count, 2);

    /// <summary>Fits the functions.</summary>
    /// <param name="probabilities">[rows, classes], of rows that were not trained on.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="labels">[rows]: classes from 0.</param>
    /// <param name="weights">[rows], at least 0; empty where all count the same.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or something is out of its range; the message says where.</exception>
    public static IsotonicCalibration Fit(
        ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        CalibrationRows.Require(probabilities, classes, labels, weights);
        var (x, y) = (new float[labels.Length], new float[labels.Length]);
        var curves = new List<IsotonicRegression>();
        for (var label = classes == 2 ? 1 : 0; label < classes; label++)
        {
            for (var row = 0; row < x.Length; row++)
            {
                x[row] = probabilities[(row * classes) + label];
                y[row] = labels[row] == label ? 1 : 0;
            }

            curves.Add(IsotonicRegression.Fit(x, y, weights));
        }

        return new IsotonicCalibration(curves);
    }

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue probabilities)
    {
        var one = graph.Number(1.0);
        if (Curves.Count == 1)
        {
            var second = Curves[0].ToOnnx(graph, graph.Columns(probabilities, [1]));
            return graph.Cast(graph.Concat(1, graph.Subtract(one, second), second), OnnxType.Single);
        }

        OnnxValue[] values = [.. Curves.Select((curve, i) => curve.ToOnnx(graph, graph.Columns(probabilities, [i])))];
        var rounded = graph.Cast(graph.Cast(graph.Concat(1, values), OnnxType.Single), OnnxType.Double);
        var sum = graph.Reduce("ReduceSum", rounded, 1, keep: true);
        var isKnown = graph.Node("Greater", [sum, graph.Number(0.0)]);
        var shares = graph.Divide(rounded, graph.Where(isKnown, sum, one));
        return graph.Cast(graph.Where(isKnown, shares, graph.Number(1.0 / Classes)), OnnxType.Single);
    }

    private protected override void Change(Span<float> probabilities)
    {
        if (Curves.Count == 1)
        {
            var second = Curves[0].Predict(probabilities[1]);
            (probabilities[0], probabilities[1]) = ((float)(1 - second), (float)second);
            return;
        }

        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = (float)Curves[i].Predict(probabilities[i]);
            sum += probabilities[i];
        }

        // No class was ever seen at such probabilities: nothing is known.
        if (sum == 0)
            probabilities.Fill(1f / probabilities.Length);
        else
            Divide(probabilities, sum);
    }

    private static void Divide(Span<float> probabilities, double sum)
    {
        foreach (ref var probability in probabilities)
            probability = (float)(probability / sum);
    }
}
