namespace MlPipelines.Numerics.Trees.Losses;

/// <summary>Targets as losses use them: the weight of each row, and for each output the rows it responds to with the amounts.</summary>
internal sealed class TrainingTargets
{
    /// <summary>Arrays of one value for each row are padded to a multiple of this, with weight 0.</summary>
    public const int Padding = 16;

    /// <summary>[padded rows]: the sum of example weights of each (merged) row.</summary>
    public required float[] Weights { get; init; }

    /// <summary>[rows]: how many examples each row stands for; null when each stands for one.</summary>
    public required int[]? Counts { get; init; }

    /// <summary>[outputs]: the sums over rows of weight · response.</summary>
    public required double[] ResponseSums { get; init; }

    /// <summary>[outputs][…]: the rows with responses, ascending; none where there are <see cref="MeanResponses"/>.</summary>
    public required int[][] ResponseRows { get; init; }

    /// <summary>[outputs][…]: weight · response of these rows.</summary>
    public required float[][] ResponseAmounts { get; init; }

    /// <summary>[padded rows]: the mean response by weight, 0 for rows without weight; empty but for losses that need them.</summary>
    public required double[] MeanResponses { get; init; }

    public static int Padded(int rows) => (rows + Padding - 1) / Padding * Padding;

    /// <param name="targets">[examples].</param>
    /// <param name="weights">[examples], those of classes included, or empty for all 1</param>
    /// <param name="mergedRow">[examples]: the row of each example; null when they are the same</param>
    public static TrainingTargets Create(
        BoostingLoss loss, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int[]? mergedRow, int rows)
    {
        var sums = new double[rows];
        var rowWeights = new double[rows];
        var counts = mergedRow is null ? null : new int[rows];
        for (var i = 0; counts is not null && i < targets.Length; i++)
            counts[mergedRow![i]]++;
        for (var i = 0; i < targets.Length; i++)
            rowWeights[mergedRow is null ? i : mergedRow[i]] += weights.IsEmpty ? 1f : weights[i];
        var roundedWeights = new float[Padded(rows)];
        for (var row = 0; row < rows; row++)
            roundedWeights[row] = (float)rowWeights[row];

        var responseRows = new int[loss.OutputCount][];
        var amounts = new float[loss.OutputCount][];
        var responseSums = new double[loss.OutputCount];
        var means = new double[loss.NeedsMeanResponses ? Padded(rows) : 0];
        var touched = new List<int>();
        for (var output = 0; output < loss.OutputCount; output++)
        {
            // Sums in the order of the examples, in double, so that merging costs no precision.
            Array.Clear(sums);
            touched.Clear();
            for (var i = 0; i < targets.Length; i++)
            {
                var response = loss.Response(targets[i], output);
                if (response == 0)
                    continue;
                var row = mergedRow is null ? i : mergedRow[i];
                if (sums[row] == 0)
                    touched.Add(row);
                sums[row] += (double)response * (weights.IsEmpty ? 1f : weights[i]);
            }

            responseSums[output] = sums.Sum();
            int[] unique = loss.NeedsMeanResponses ? [] : [.. touched.Distinct().Order()];
            responseRows[output] = unique;
            amounts[output] = [.. unique.Select(row => (float)sums[row])];
        }

        for (var row = 0; loss.NeedsMeanResponses && row < rows; row++)
            means[row] = rowWeights[row] > 0 ? sums[row] / rowWeights[row] : 0;
        return new TrainingTargets
        {
            Weights = roundedWeights,
            Counts = counts,
            ResponseSums = responseSums,
            ResponseRows = responseRows,
            ResponseAmounts = amounts,
            MeanResponses = means,
        };
    }

    /// <summary>Takes the responses off one output's gradients [padded rows].</summary>
    public void SubtractResponses(int output, float[] gradients)
    {
        var rows = ResponseRows[output];
        var amounts = ResponseAmounts[output];
        for (var i = 0; i < rows.Length; i++)
            gradients[rows[i]] -= amounts[i];
    }
}
