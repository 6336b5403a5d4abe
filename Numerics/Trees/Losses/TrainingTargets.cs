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

    /// <summary>[padded rows]: as <see cref="Weights"/>, without the weights of classes.</summary>
    public required float[] ExampleWeights { get; init; }

    /// <summary>Whether each row's example weight is the number of examples it stands for.</summary>
    public required bool UnitExampleWeights { get; init; }

    public required int[][] ResponseRows { get; init; }

    public required float[][] ResponseAmounts { get; init; }

    private float[]? _firstResponses;

    public static int Padded(int rows) => (rows + Padding - 1) / Padding * Padding;

    /// <param name="targets">[examples]</param>
    /// <param name="weights">[examples], or empty for all 1</param>
    /// <param name="mergedRow">[examples]: the row of each example; null when they are the same</param>
    public static TrainingTargets Create(BoostingLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int[]? mergedRow, int rows) =>
        Create(loss, targets, weights, weights, mergedRow, rows);

    /// <param name="weights">[examples], those of classes included, or empty for all 1</param>
    /// <param name="exampleWeights">[examples], those of classes not included, or empty for all 1</param>
    public static TrainingTargets Create(BoostingLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights,
        ReadOnlySpan<float> exampleWeights, int[]? mergedRow, int rows)
    {
        double[] sums = new double[rows];
        int[]? counts = mergedRow is null ? null : new int[rows];
        for (int i = 0; counts is not null && i < targets.Length; i++) counts[mergedRow![i]]++;
        float[] rowWeights = RowSums(weights, targets.Length, mergedRow, rows);

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
            ExampleWeights = weights == exampleWeights ? rowWeights : RowSums(exampleWeights, targets.Length, mergedRow, rows),
            Counts = counts,
            Examples = targets.Length,
            UnitExampleWeights = !exampleWeights.ContainsAnyExcept(1f),
            ResponseRows = responseRows,
            ResponseAmounts = amounts,
        };
    }

    /// <summary>[rows]: the responses of an ensemble's only output, for every row.</summary>
    public float[] FirstResponses()
    {
        if (_firstResponses is not null) return _firstResponses;
        float[] responses = new float[Rows];
        for (int i = 0; i < ResponseRows[0].Length; i++) responses[ResponseRows[0][i]] = ResponseAmounts[0][i];
        return _firstResponses = responses;
    }

    private static float[] RowSums(ReadOnlySpan<float> weights, int examples, int[]? mergedRow, int rows)
    {
        double[] sums = new double[rows];
        for (int i = 0; i < examples; i++) sums[mergedRow is null ? i : mergedRow[i]] += weights.IsEmpty ? 1f : weights[i];
        float[] padded = new float[Padded(rows)];
        for (int row = 0; row < rows; row++) padded[row] = (float)sums[row];
        return padded;
    }
}
