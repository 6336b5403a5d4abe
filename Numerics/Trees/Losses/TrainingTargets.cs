namespace MlPipelines.Numerics.Trees;

/// <summary>Targets as losses use them: the weight of each row, and for each output the rows it responds to with the amounts.</summary>
internal sealed class TrainingTargets
{
    /// <summary>Arrays of one value for each row are padded to a multiple of this, with weight 0.</summary>
    public const int Padding = 16;

    public required int Rows { get; init; }

    /// <summary>[padded rows]: the sum of example weights of each (merged) row.</summary>
    public required float[] Weights { get; init; }

    /// <summary>[rows]: how many examples each row stands for; null when each stands for one.</summary>
    public required int[]? Counts { get; init; }

    public required int Examples { get; init; }

    /// <summary>Whether each row's weight is the number of examples it stands for.</summary>
    public required bool UnitWeights { get; init; }

    public required int[][] ResponseRows { get; init; }

    public required float[][] ResponseAmounts { get; init; }

    public static int Padded(int rows) => (rows + Padding - 1) / Padding * Padding;

    /// <param name="targets">[examples]</param>
    /// <param name="weights">[examples], or empty for all 1</param>
    /// <param name="mergedRow">[examples]: the row of each example; null when they are the same</param>
    public static TrainingTargets Create(BoostingLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int[]? mergedRow, int rows)
    {
        double[] sums = new double[rows];
        int[]? counts = mergedRow is null ? null : new int[rows];
        bool unit = true;
        for (int i = 0; i < targets.Length; i++)
        {
            int row = mergedRow is null ? i : mergedRow[i];
            float weight = weights.IsEmpty ? 1f : weights[i];
            unit &= weight == 1f;
            sums[row] += weight;
            if (counts is not null) counts[row]++;
        }
        float[] rowWeights = new float[Padded(rows)];
        for (int row = 0; row < rows; row++) rowWeights[row] = (float)sums[row];

        int[][] responseRows = new int[loss.OutputCount][];
        float[][] amounts = new float[loss.OutputCount][];
        var touched = new List<int>();
        for (int output = 0; output < loss.OutputCount; output++)
        {
            // Sums in the order of the examples, in double, so that merging costs no precision.
            Array.Clear(sums);
            touched.Clear();
            for (int i = 0; i < targets.Length; i++)
            {
                float response = loss.Response(targets[i], output);
                if (response == 0) continue;
                int row = mergedRow is null ? i : mergedRow[i];
                if (sums[row] == 0) touched.Add(row);
                sums[row] += (double)response * (weights.IsEmpty ? 1f : weights[i]);
            }
            int[] unique = [.. touched.Distinct().Order()];
            responseRows[output] = unique;
            amounts[output] = [.. unique.Select(row => (float)sums[row])];
        }
        return new TrainingTargets
        {
            Rows = rows,
            Weights = rowWeights,
            Counts = counts,
            Examples = targets.Length,
            UnitWeights = unit,
            ResponseRows = responseRows,
            ResponseAmounts = amounts,
        };
    }
}
