using Microsoft.ML.Trainers.Examples;
using Microsoft.ML.Trainers.Linear;

namespace Microsoft.ML.Trainers.Sdca;

/// <summary>
/// Stochastic dual coordinate ascent (Shalev-Shwartz and Zhang, JMLR 2013) for linear models: each step improves the dual variables of
/// one example and keeps the weights w = Σ dualᵢ xᵢ weightᵢ / (λ n) in step. One thread, so that the result is the same everywhere.
/// With an L1 penalty the weights are soft-thresholded (Shalev-Shwartz and Zhang, Mathematical Programming 2014).
/// </summary>
internal abstract class DualCoordinateAscent
{
    private readonly float[] _best;

    protected DualCoordinateAscent(ExampleSet examples, int outputs, SdcaSettings settings)
    {
        Settings = settings;
        Outputs = outputs;
        Features = examples.FeatureCount;
        Rows = [.. examples.Blocks.SelectMany(block => Enumerable.Range(0, block.Count).Select(row => new ExampleRow(block, row)))];
        Scale = 1 / (settings.L2 * Rows.Length);
        Weights = new float[checked(outputs * Features)];
        Unshrunk = settings.HasL1 ? new float[Weights.Length] : Weights;
        Bias = new float[outputs];
        UnshrunkBias = settings.HasL1 ? new float[outputs] : Bias;
        FreeBias = new float[outputs];
        Duals = new float[checked(Rows.Length * outputs)];
        Invariants = new float[Rows.Length];
        SquaredNorms = new float[Rows.Length];
        _best = new float[outputs + Weights.Length];
    }

    protected SdcaSettings Settings { get; }

    protected int Outputs { get; }

    protected int Features { get; }

    protected ExampleRow[] Rows { get; }

    /// <summary>1 / (λ n).</summary>
    protected float Scale { get; }

    /// <summary>[outputs, features]</summary>
    protected float[] Weights { get; }

    /// <summary>The weights before they are shrunk; without an L1 penalty the same.</summary>
    protected float[] Unshrunk { get; }

    /// <summary>The part of the biases under the penalty.</summary>
    protected float[] Bias { get; }

    /// <summary>That part before it is shrunk; without an L1 penalty the same.</summary>
    protected float[] UnshrunkBias { get; }

    /// <summary>The part of the biases outside the penalty.</summary>
    protected float[] FreeBias { get; }

    /// <summary>[examples, outputs]</summary>
    protected float[] Duals { get; }

    /// <summary>By example, what of its updates stays the same.</summary>
    protected float[] Invariants { get; }

    /// <summary>By example ‖x‖², and 1 more where the bias is a penalized weight.</summary>
    protected float[] SquaredNorms { get; }

    /// <summary>Runs to the end; returns biases [outputs] and weights [outputs, features], the best seen.</summary>
    /// <param name="order">Gives for each pass the order of the examples; null for that of the data.</param>
    public float[] Run(Func<int, int[]>? order)
    {
        Prepare();
        double bestLoss = double.PositiveInfinity;
        bool found = false;
        int[] given = [.. Enumerable.Range(0, Rows.Length)];
        for (int iteration = 0; iteration < Settings.MaximumIterations; iteration++)
        {
            foreach (int example in order?.Invoke(iteration) ?? given)
                Update(example);
            if ((iteration + 1) % Settings.CheckFrequency != 0)
                continue;

            (double loss, double dual) = Objective();
            if (loss < bestLoss)
            {
                bestLoss = loss;
                found = true;
                CopyModel(_best);
            }

            if ((loss - dual) / loss < Settings.Tolerance)
                break;
        }

        if (!found)
            CopyModel(_best);
        return _best;
    }

    /// <summary>What of an example's updates stays the same, for weight · squared norm / (λ n).</summary>
    protected abstract float Invariant(float scaledSquaredNorm);

    /// <summary>Improves the duals of one example.</summary>
    protected abstract void Update(int example);

    /// <summary>The sums over the examples of the loss and of the dual loss.</summary>
    protected abstract (double Loss, double DualLoss) SumLosses();

    /// <summary>The weight of an example.</summary>
    protected virtual float WeightOf(ExampleRow row) => row.Weight;

    protected Span<float> WeightsOf(int output) => Weights.AsSpan(output * Features, Features);

    protected float Score(int example, int output) => Rows[example].Dot(WeightsOf(output)) + (Bias[output] + FreeBias[output]);

    /// <summary>What keeps the free bias's sum of duals at zero (successive over-relaxation).</summary>
    protected float Adjustment(int output) => Settings.BiasLearningRate * Settings.L2 * UnshrunkBias[output];

    /// <summary>Moves an output's weights along the example.</summary>
    /// <param name="shrinkBias">Whether the bias is shrunk too, where there is an L1 penalty.</param>
    protected void Move(int example, int output, float step, bool shrinkBias)
    {
        if (!Settings.HasL1)
        {
            Rows[example].AddTo(step, WeightsOf(output));
            Bias[output] += step;
            return;
        }

        UnshrunkBias[output] += step;
        if (shrinkBias)
            Bias[output] = SoftThreshold.Of(UnshrunkBias[output], Settings.L1Threshold);
        Rows[example].AddToShrunk(step, Unshrunk.AsSpan(output * Features, Features), WeightsOf(output), Settings.L1Threshold);
    }

    private void Prepare()
    {
        for (int example = 0; example < Rows.Length; example++)
        {
            float norm = Rows[example].SquaredNorm();
            if (Settings.BiasLearningRate == 0)
                norm++;
            SquaredNorms[example] = norm;
            Invariants[example] = Invariant(norm * Scale * WeightOf(Rows[example]));
        }
    }

    private (double Loss, double Dual) Objective()
    {
        (double lossSum, double dualSum) = SumLosses();
        double l1 = 0, l2 = 0, freeBias = 0;
        for (int output = 0; output < Outputs; output++)
        {
            double magnitudes = Math.Abs(Bias[output]), squares = (double)Bias[output] * Bias[output];
            foreach (float weight in WeightsOf(output))
            {
                magnitudes += Math.Abs(weight);
                squares += (double)weight * weight;
            }

            l1 += magnitudes;
            l2 += squares;
            freeBias += (double)Bias[output] * FreeBias[output];
        }

        double l2Penalty = 0.5 * Settings.L2 * l2, l1Penalty = (double)Settings.L1Threshold * Settings.L2 * l1;
        return ((lossSum / Rows.Length) + l2Penalty + l1Penalty, (dualSum / Rows.Length) - l2Penalty - (Settings.L2 * freeBias));
    }

    private void CopyModel(float[] target)
    {
        for (int output = 0; output < Outputs; output++)
            target[output] = Bias[output] + FreeBias[output];
        Weights.CopyTo(target, Outputs);
    }
}
