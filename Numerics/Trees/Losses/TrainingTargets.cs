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

    /// <summary>[padded rows]: as <see cref="Weights"/>, without the weights of classes.</summary>
    public required float[] ExampleWeights { get; init; }

    /// <summary>Whether each row's example weight is the number of examples it stands for.</summary>
    public required bool UnitExampleWeights { get; init; }

    /// <summary>[outputs]: the sums over rows of weight · response.</summary>
    public required double[] ResponseSums { get; init; }

    /// <summary>[outputs][…]: the rows with responses, ascending; none where there are <see cref="MeanResponses"/>.</summary>
    public required int[][] ResponseRows { get; init; }

    /// <summary>[outputs][…]: weight · response of these rows.</summary>
    public required float[][] ResponseAmounts { get; init; }

    /// <summary>[padded rows]: the mean response by weight, 0 for rows without weight; empty but for losses that need them.</summary>
    public required double[] MeanResponses { get; init; }

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
        double[] rowWeights = RowSums(weights, targets.Length, mergedRow, rows);
        float[] roundedWeights = Rounded(rowWeights);

        int[][] responseRows = new int[loss.OutputCount][];
        float[][] amounts = new float[loss.OutputCount][];
        double[] responseSums = new double[loss.OutputCount], means = new double[loss.NeedsMeanResponses ? Padded(rows) : 0];
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
            responseSums[output] = sums.Sum();
            int[] unique = loss.NeedsMeanResponses ? [] : [.. touched.Distinct().Order()];
            responseRows[output] = unique;
            amounts[output] = [.. unique.Select(row => (float)sums[row])];
        }
        for (int row = 0; loss.NeedsMeanResponses && row < rows; row++) means[row] = rowWeights[row] > 0 ? sums[row] / rowWeights[row] : 0;
        return new TrainingTargets
        {
            Rows = rows,
            Weights = roundedWeights,
            ExampleWeights = weights == exampleWeights ? roundedWeights : Rounded(RowSums(exampleWeights, targets.Length, mergedRow, rows)),
            Counts = counts,
            UnitExampleWeights = !exampleWeights.ContainsAnyExcept(1f),
            ResponseSums = responseSums,
            ResponseRows = responseRows,
            ResponseAmounts = amounts,
            MeanResponses = means,
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

    private static double[] RowSums(ReadOnlySpan<float> weights, int examples, int[]? mergedRow, int rows)
    {
        double[] sums = new double[rows];
        for (int i = 0; i < examples; i++) sums[mergedRow is null ? i : mergedRow[i]] += weights.IsEmpty ? 1f : weights[i];
        return sums;
    }

    /// <summary>[padded rows]</summary>
    private static float[] Rounded(double[] sums)
    {
        float[] padded = new float[Padded(sums.Length)];
        for (int row = 0; row < sums.Length; row++) padded[row] = (float)sums[row];
        return padded;
    }
}
