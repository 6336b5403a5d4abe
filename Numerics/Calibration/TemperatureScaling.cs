using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Calibration;

/// <summary>
/// Makes probabilities p more or less sure by one number, the temperature T: the softmax of ln(p) / T (Guo, Pleiss, Sun and Weinberger,
/// 2017, "On calibration of modern neural networks", arXiv:1706.04599). Above 1 it makes them less sure, below 1 surer. The most probable
/// class stays the same.
/// </summary>
public sealed class TemperatureScaling : ProbabilityCalibration
{
    /// <summary>The least temperature that <see cref="Fit"/> gives.</summary>
    public const double Least = 0.05;

    /// <summary>The greatest temperature that <see cref="Fit"/> gives.</summary>
    public const double Greatest = 20;

    private const int MostSteps = 100;
    private const double Tolerance = 1e-12;

    /// <summary>A given temperature.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 classes, or a temperature that is not above 0 and finite.</exception>
    public TemperatureScaling(int classes, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (!(temperature > 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(temperature), temperature, "A temperature must be finite and above 0.");
        }

        Classes = classes;
        Temperature = temperature;
    }

    /// <inheritdoc/>
    public override int Classes { get; }

    /// <summary>What logarithms of probabilities are divided by.</summary>
    public double Temperature { get; }

    /// <summary>
    /// Finds the temperature between <see cref="Least"/> and <see cref="Greatest"/> whose mean log-loss is the least. The loss is convex in
    /// 1 / T, so that its derivative has one zero: Newton's steps find it, with a halving of the bracket where a step leaves it.
    /// </summary>
    /// <param name="probabilities">[rows, classes], of rows that were not trained on; those below
    /// <see cref="ProbabilityCalibration.Floor"/> count as that.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="labels">[rows]: classes from 0.</param>
    /// <param name="weights">[rows], at least 0; empty where all count the same.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or something is out of its range; the message says where.</exception>
    public static TemperatureScaling Fit(
        ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        CalibrationRows.Require(probabilities, classes, labels, weights);
        var logarithms = new double[probabilities.Length];
        for (var i = 0; i < logarithms.Length; i++)
            logarithms[i] = Logarithm(probabilities[i]);
        return new TemperatureScaling(classes, 1 / Inverse(logarithms, classes, labels, weights));
    }

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue probabilities)
    {
        var logarithms = graph.Apply("Log", graph.Max(graph.Cast(probabilities, OnnxType.Double), graph.Number(Floor)));
        var most = graph.Reduce("ReduceMax", logarithms, 1, keep: true);
        var shares = graph.Apply("Exp", graph.Divide(graph.Subtract(logarithms, most), graph.Number(Temperature)));
        return graph.Cast(graph.Divide(shares, graph.Reduce("ReduceSum", shares, 1, keep: true)), OnnxType.Single);
    }

    private protected override void Change(Span<float> probabilities)
    {
        var largest = double.NegativeInfinity;
        foreach (var probability in probabilities)
            largest = Math.Max(largest, Logarithm(probability));
        var sum = 0.0;
        foreach (var probability in probabilities)
            sum += Math.Exp((Logarithm(probability) - largest) / Temperature);
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = (float)(Math.Exp((Logarithm(probabilities[i]) - largest) / Temperature) / sum);
    }

    private static double Logarithm(float probability) => Math.Log(Math.Max(probability, Floor));

    private static double Inverse(double[] logarithms, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        var (low, high) = (1 / Greatest, 1 / Least);
        if (Slope(low, logarithms, classes, labels, weights).First >= 0)
            return low;
        if (Slope(high, logarithms, classes, labels, weights).First <= 0)
            return high;
        var inverse = 1.0;
        for (var step = 0; step < MostSteps && high - low > Tolerance * inverse; step++)
        {
            var (first, second) = Slope(inverse, logarithms, classes, labels, weights);
            if (first == 0)
                break;
            if (first > 0)
                high = inverse;
            else
                low = inverse;
            var next = inverse - (first / second);
            if (!(next > low && next < high))
                next = 0.5 * (low + high);
            if (Math.Abs(next - inverse) <= Tolerance * inverse)
                return next;
            inverse = next;
        }

        return inverse;
    }

    /// <summary>
    /// First and second derivative of the sum of losses by b = 1 / T: of −b·z[label] + ln Σ exp(b·z) over the rows, z the logarithms.
    /// </summary>
    private static (double First, double Second) Slope(
        double b, double[] logarithms, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        var (first, second) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var z = logarithms.AsSpan(row * classes, classes);
            var largest = double.NegativeInfinity;
            foreach (var value in z)
                largest = Math.Max(largest, value);
            var (sum, mean, squares) = (0.0, 0.0, 0.0);
            foreach (var value in z)
            {
                var share = Math.Exp(b * (value - largest));
                sum += share;
                mean += share * (value - largest);
                squares += share * (value - largest) * (value - largest);
            }

            mean /= sum;
            var weight = weights.IsEmpty ? 1 : weights[row];
            first += weight * (mean + largest - z[labels[row]]);
            second += weight * ((squares / sum) - (mean * mean));
        }

        return (first, second);
    }
}
