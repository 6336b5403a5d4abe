namespace MlPipelines.UnitTests.Numerics.Trees;

/// <summary>
/// Leaf-wise gradient boosting as a textbook writes it, in double, on raw values, trying every threshold of every feature on every row: the
/// twin that the engine's predictions are held against. Missing values try both sides.
/// </summary>
internal sealed class NaiveBooster
{
    public required int Leaves { get; init; }

    public required int Rounds { get; init; }

    public required int MinimumRows { get; init; }

    public required double Rate { get; init; }

    public required double L2 { get; init; }

    /// <summary>The gradient and second derivative of a row's loss at a score.</summary>
    public required Func<double, float, (double Gradient, double Hessian)> Derivatives { get; init; }

    /// <summary>The scores of the training rows.</summary>
    public double[] Train(float[] features, int columns, float[] targets, double initial)
    {
        double[] scores = [.. targets.Select(_ => initial)];
        for (var round = 0; round < Rounds; round++)
        {
            (double G, double H)[] derivatives = [.. scores.Zip(targets, (score, target) => Derivatives(score, target))];
            List<int[]> leaves = [[.. Enumerable.Range(0, targets.Length)]];
            while (leaves.Count < Leaves)
            {
                var best = leaves.Select(
                    (rows, leaf) => (Leaf: leaf, Split: BestSplit(features, columns, rows, derivatives))).MaxBy(s => s.Split.Gain);
                if (best.Split.Gain <= 1e-9)
                    break;
                leaves[best.Leaf] = best.Split.Left;
                leaves.Add(best.Split.Right);
            }
            foreach (var rows in leaves)
            {
                var value = -rows.Sum(r => derivatives[r].G) / (rows.Sum(r => derivatives[r].H) + L2);
                foreach (var row in rows)
                    scores[row] += Rate * value;
            }
        }
        return scores;
    }

    private (double Gain, int[] Left, int[] Right) BestSplit(float[] features, int columns, int[] rows, (double G, double H)[] derivatives)
    {
        (double Gain, int[] Left, int[] Right) best = (0, [], []);
        double Score(IEnumerable<int> side) => Math.Pow(side.Sum(r => derivatives[r].G), 2) / (side.Sum(r => derivatives[r].H) + L2);
        var parent = Score(rows);
        for (var column = 0; column < columns; column++)
        {
            float Value(int row) => features[row * columns + column];
            float[] thresholds = [.. rows.Select(Value).Where(v => !float.IsNaN(v)).Distinct()];
            foreach (var threshold in thresholds)
            {
                foreach (var missingLeft in (bool[])[false, true])
                {
                    bool GoesLeft(int row) => float.IsNaN(Value(row)) ? missingLeft : Value(row) <= threshold;
                    int[] left = [.. rows.Where(GoesLeft)], right = [.. rows.Where(r => !GoesLeft(r))];
                    if (left.Length < MinimumRows || right.Length < MinimumRows)
                        continue;
                    var gain = Score(left) + Score(right) - parent;
                    if (gain > best.Gain * (1 + 1e-9))
                        best = (gain, left, right);
                }
            }
        }
        return best;
    }
}
