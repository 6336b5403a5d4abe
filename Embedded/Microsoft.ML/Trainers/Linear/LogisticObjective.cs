using Microsoft.ML.Trainers.Examples;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>Logistic loss: log(1 + exp(−y s)), y = 1 for a label above 0 and −1 else.</summary>
internal sealed class LogisticObjective(ExampleSet examples, float l2, int threads) : LinearObjective(examples, 1, l2, threads)
{
    protected override double LossAndDerivatives(ExampleRange range, Span<float> scores)
    {
        double total = 0;
        for (int i = 0; i < range.Count; i++)
        {
            float weight = range.Block.GetWeight(range.Start + i);
            double sign = range.Block.GetLabel(range.Start + i) > 0 ? 1 : -1;
            double margin = sign * scores[i];

            // Of exp(−|m|) alone: neither the loss nor the derivative overflows.
            double small = Math.Exp(-Math.Abs(margin));
            total += weight * (Math.Max(-margin, 0) + Math.Log(1 + small));
            double wrong = (margin > 0 ? small : 1) / (1 + small);
            scores[i] = (float)(-sign * weight * wrong);
        }

        return total;
    }
}
