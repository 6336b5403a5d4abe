using Microsoft.ML.Optimization;
using Microsoft.ML.Trainers.Examples;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>Computes <see cref="ModelStatisticsBase"/>.</summary>
internal static class LinearStatistics
{
    /// <summary>The biases and the weights that are not zero.</summary>
    /// <param name="point">The biases [outputs], then the weights.</param>
    public static int CountParameters(float[] point, int outputs) => outputs + point.AsSpan(outputs).Length - point.AsSpan(outputs).Count(0f);

    public static ModelStatisticsBase Compute(ExampleSet examples, LbfgsResult result, int outputs, float l1, float l2)
    {
        double absolute = 0, squared = 0;
        foreach (float weight in result.Point.AsSpan(outputs))
        {
            absolute += Math.Abs(weight);
            squared += (double)weight * weight;
        }

        double deviance = (2 * result.Value * examples.WeightSum) - (squared * l2) - (2 * absolute * l1);
        return new ModelStatisticsBase(
            examples.Count, CountParameters(result.Point, outputs), (float)deviance, (float)(2 * examples.WeightSum * LabelEntropy(examples)));
    }

    /// <summary>The entropy of the labels' frequencies, in nats.</summary>
    private static double LabelEntropy(ExampleSet examples)
    {
        var weights = new SortedDictionary<float, double>();
        foreach (ExampleBlock block in examples.Blocks)
        {
            for (int row = 0; row < block.Count; row++)
                weights[block.GetLabel(row)] = weights.GetValueOrDefault(block.GetLabel(row)) + block.GetWeight(row);
        }

        return -weights.Values.Where(weight => weight > 0).Sum(weight => weight / examples.WeightSum * Math.Log(weight / examples.WeightSum));
    }
}
