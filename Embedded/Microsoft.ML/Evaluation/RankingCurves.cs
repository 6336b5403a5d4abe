namespace Microsoft.ML.Evaluation;

/// <summary>Areas under the curves that a falling threshold draws. Scores are finite; a label above 0 is positive.</summary>
internal static class RankingCurves
{
    /// <summary>
    /// The area under the ROC curve: over all pairs of a positive and a negative row, the share where the positive scores higher,
    /// ties counting one half.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One of the classes has no rows.</exception>
    public static double AreaUnderRoc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        int positives = positive.Count(true), negatives = positive.Length - positives;
        if (positives == 0)
            throw new ArgumentOutOfRangeException(nameof(positive), "AUC is not defined when there is no positive class in the data");
        if (negatives == 0)
            throw new ArgumentOutOfRangeException(nameof(positive), "AUC is not defined when there is no negative class in the data");

        int[] order = Descending(scores);
        double area = 0;
        long above = 0;
        for (int i = 0; i < order.Length;)
        {
            float score = scores[order[i]];
            long tiedPositives = 0, tiedNegatives = 0;
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                if (positive[order[i]])
                    tiedPositives++;
                else
                    tiedNegatives++;
            }

            area += (above * tiedNegatives) + (0.5 * tiedPositives * tiedNegatives);
            above += tiedPositives;
        }

        return area / ((double)positives * negatives);
    }

    /// <summary>
    /// The area under the precision-recall curve by the lower trapezoid estimator (Boyd, Eng and Page, ECML 2013). Rows of equal
    /// score count one after the other, in their order.
    /// </summary>
    public static double AreaUnderPrecisionRecall(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive)
    {
        int positives = positive.Count(true);
        double area = 0, lastRecall = 0, lastPrecision = 1;
        int truePositives = 0, falsePositives = 0;
        foreach (int i in Descending(scores))
        {
            if (!positive[i])
            {
                falsePositives++;
                lastPrecision = (double)truePositives / (truePositives + falsePositives);
                continue;
            }

            truePositives++;
            double recall = (double)truePositives / positives;
            double precision = (double)truePositives / (truePositives + falsePositives);
            area += (recall - lastRecall) * (lastPrecision + precision) / 2;
            (lastRecall, lastPrecision) = (recall, precision);
        }

        return area;
    }

    /// <summary>The rows' indices by falling score, equal scores in their order.</summary>
    private static int[] Descending(ReadOnlySpan<float> scores)
    {
        int[] order = new int[scores.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        float[] keys = scores.ToArray();
        Array.Sort(keys, order, Comparer<float>.Create((a, b) => b.CompareTo(a)));

        // The sort is not stable: put the indices of each run of equal scores in order.
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            Array.Sort(order, start, end - start);
            start = end;
        }

        return order;
    }
}
