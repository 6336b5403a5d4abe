using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Verification;

/// <summary>φ(y) = Σ factor_i · sin(y_i + phase_i): smooth and nowhere linear, so that even a linear layer's composition has a second order to see.</summary>
/// <param name="factors">[outputs].</param>
/// <param name="phases">[outputs].</param>
internal sealed class SmoothSum(double[] factors, double[] phases) : Loss<double>
{
    public override void Check(SampleSet<double> samples, int outputs)
    {
    }

    public override LossSums Compute(WorkerPool workers, Span<double> scores, in TargetBatch<double> targets, bool gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var angle = scores[i] + phases[i];
            sum += factors[i] * Math.Sin(angle);
            scores[i] = factors[i] * Math.Cos(angle);
        }
        return new LossSums(sum, 0, 1);
    }
}
