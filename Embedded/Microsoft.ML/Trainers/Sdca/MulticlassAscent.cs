using Microsoft.ML.Trainers.Examples;

namespace Microsoft.ML.Trainers.Sdca;

/// <summary>
/// Dual coordinate ascent for several classes: the loss of an example is the sum, over the other classes, of the loss of the difference
/// between the score of its own class and theirs.
/// </summary>
internal sealed class MulticlassAscent(ExampleSet examples, int classes, SdcaSettings settings, ISupportSdcaLoss loss)
    : DualCoordinateAscent(examples, classes, settings)
{
    protected override float Invariant(float scaledSquaredNorm) => loss.ComputeDualUpdateInvariant(2 * scaledSquaredNorm);

    protected override void Update(int example)
    {
        ExampleRow row = Rows[example];
        int label = (int)row.Label;
        float weight = row.Weight;
        float labelScore = Score(example, label), labelDual = 0, labelStep = 0, labelAdjustment = 0;
        for (int output = 0; output < Outputs; output++)
        {
            if (output == label)
                continue;
            float dual = Duals[(example * Outputs) + output];
            float margin = labelScore + (labelStep * SquaredNorms[example]) - Score(example, output);
            float adjustment = Adjustment(output);
            float update = loss.DualUpdate(margin, 1, dual, Invariants[example], 1) - adjustment;
            Duals[(example * Outputs) + output] = dual + update;
            labelDual -= dual + update;
            float step = update * Scale * weight;
            labelStep += step;
            FreeBias[output] += adjustment * Scale * weight;
            labelAdjustment -= adjustment;
            Move(example, output, -step, Settings.BiasLearningRate == 0);
        }

        Duals[(example * Outputs) + label] = labelDual;
        FreeBias[label] += labelAdjustment * Scale * weight;
        Move(example, label, labelStep, shrinkBias: true);
    }

    protected override (double Loss, double DualLoss) SumLosses()
    {
        double lossSum = 0, dualSum = 0;
        for (int example = 0; example < Rows.Length; example++)
        {
            ExampleRow row = Rows[example];
            int label = (int)row.Label;
            float labelScore = Score(example, label);
            double rowLoss = 0, rowDual = 0;
            for (int output = 0; output < Outputs; output++)
            {
                if (output == label)
                    continue;
                rowLoss += loss.Loss(labelScore - Score(example, output), 1);
                rowDual += loss.DualLoss(1, Duals[(example * Outputs) + output]);
            }

            lossSum += rowLoss * row.Weight;
            dualSum += rowDual * row.Weight;
        }

        return (lossSum, dualSum);
    }
}
