using Microsoft.ML.Trainers.Examples;

namespace Microsoft.ML.Trainers.Sdca;

/// <summary>Dual coordinate ascent with one output: regression and binary classification.</summary>
/// <param name="positiveWeight">A factor on the weights of the examples with a label above 0.</param>
internal sealed class ScalarAscent(ExampleSet examples, SdcaSettings settings, ISupportSdcaLoss loss, float positiveWeight = 1)
    : DualCoordinateAscent(examples, 1, settings)
{
    protected override float Invariant(float scaledSquaredNorm) => loss.ComputeDualUpdateInvariant(scaledSquaredNorm);

    protected override void Update(int example)
    {
        ExampleRow row = Rows[example];
        float dual = Duals[example];
        float adjustment = Adjustment(0);
        float update = loss.DualUpdate(Score(example, 0), row.Label, dual, Invariants[example], 1) - adjustment;
        Duals[example] = dual + update;
        float weight = WeightOf(row);
        FreeBias[0] += adjustment * Scale * weight;
        Move(example, 0, update * Scale * weight, Settings.BiasLearningRate == 0);
    }

    protected override (double Loss, double DualLoss) SumLosses()
    {
        double lossSum = 0, dualSum = 0;
        for (int example = 0; example < Rows.Length; example++)
        {
            ExampleRow row = Rows[example];
            float weight = WeightOf(row);
            lossSum += loss.Loss(Score(example, 0), row.Label) * weight;
            dualSum += loss.DualLoss(row.Label, Duals[example]) * weight;
        }

        return (lossSum, dualSum);
    }

    protected override float WeightOf(ExampleRow row) => row.Label > 0 ? row.Weight * positiveWeight : row.Weight;
}
