using System.Numerics.Tensors;
using Microsoft.ML.Trainers.Examples;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>Multinomial logistic loss: log Σₖ exp(sₖ) − s_label, labels 0 … classes − 1.</summary>
internal sealed class SoftmaxObjective(ExampleSet examples, int classes, float l2, int threads) : LinearObjective(examples, classes, l2, threads)
{
    private readonly int _classes = classes;

    protected override double LossAndDerivatives(ExampleRange range, Span<float> scores)
    {
        double total = 0;
        for (int i = 0; i < range.Count; i++)
        {
            Span<float> row = scores.Slice(i * _classes, _classes);
            int label = (int)range.Block.GetLabel(range.Start + i);
            float weight = range.Block.GetWeight(range.Start + i);
            float maximum = TensorPrimitives.Max<float>(row);
            float labelScore = row[label];
            TensorPrimitives.Subtract(row, maximum, row);
            TensorPrimitives.Exp<float>(row, row);
            float sum = TensorPrimitives.Sum<float>(row);
            total += weight * (maximum + Math.Log(sum) - labelScore);
            TensorPrimitives.Multiply(row, weight / sum, row);
            row[label] -= weight;
        }

        return total;
    }
}
