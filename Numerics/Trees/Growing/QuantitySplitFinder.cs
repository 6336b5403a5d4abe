using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// The best threshold of one quantity, from its histogram: running sums of the bins, then the gain of eight thresholds at a time,
/// (G_l² (H_r + λ) + G_r² (H_l + λ)) / ((H_l + λ)(H_r + λ)), one division for both sides. Of equal gains the lowest threshold wins.
/// </summary>
internal static class QuantitySplitFinder
{
    private const int Lanes = 8;

    /// <param name="bins">the feature's part of the node's histogram</param>
    /// <param name="counts">the same for numbers of examples; empty when no least number is asked for</param>
    /// <param name="total">the node's sum</param>
    /// <param name="examples">the node's number of examples; used with <paramref name="counts"/></param>
    [SkipLocalsInit]
    public static void Find(ReadOnlySpan<long> bins, ReadOnlySpan<long> counts, FeatureBins feature, long total, long examples,
        SplitRules rules, double parentScore, int featureIndex, ref SplitCandidate best)
    {
        int values = feature.ValueBinCount;
        Span<long> running = stackalloc long[256 + Lanes];
        Span<long> runningCounts = stackalloc long[256 + Lanes];
        long sum = 0;
        for (int i = 0; i < values; i++)
        {
            sum += bins[i];
            running[i] = sum;
        }
        if (!counts.IsEmpty)
        {
            long count = 0;
            for (int i = 0; i < values; i++)
            {
                count += counts[i];
                runningCounts[i] = count;
            }
        }
        long missing = total - sum;
        bool hasMissing = feature.HasMissing && (missing != 0 || (!counts.IsEmpty && counts[values] != 0));

        // Missing right: with missing values, "every value left" is a split too. Without, that threshold is no split.
        int thresholds = hasMissing ? values : values - 1;
        if (thresholds <= 0) return;
        Scan(running, counts.IsEmpty ? default : runningCounts, thresholds, 0, 0, missingLeft: false, total, examples, rules, parentScore, featureIndex, ref best);
        if (hasMissing)
        {
            Scan(running, counts.IsEmpty ? default : runningCounts, values - 1, missing, counts.IsEmpty ? 0 : counts[values], missingLeft: true,
                total, examples, rules, parentScore, featureIndex, ref best);
        }
    }

    private static void Scan(ReadOnlySpan<long> running, ReadOnlySpan<long> counts, int thresholds, long start, long startCount, bool missingLeft,
        long total, long examples, SplitRules rules, double parentScore, int featureIndex, ref SplitCandidate best)
    {
        Vector512<double> bestScore = Vector512.Create(double.NegativeInfinity);
        Vector512<long> bestIndex = default;
        Vector512<long> index = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
        Vector512<long> all = Vector512.Create(total), offset = Vector512.Create(start);
        Vector512<long> leastHessian = Vector512.Create(rules.MinimumPackedHessian);
        Vector512<long> lowHalf = Vector512.Create((long)uint.MaxValue);
        Vector512<double> gradientUnit = Vector512.Create(rules.GradientUnit), hessianUnit = Vector512.Create(rules.HessianUnit);
        Vector512<double> l2 = Vector512.Create(rules.L2);
        Vector512<long> leastCount = Vector512.Create((long)rules.MinimumExamples);
        for (int i = 0; i < thresholds; i += Lanes)
        {
            Vector512<long> left = Vector512.Create(running[i..]) + offset;
            Vector512<long> right = all - left;
            Vector512<long> leftHessian = left & lowHalf, rightHessian = right & lowHalf;
            Vector512<long> valid = Vector512.GreaterThanOrEqual(leftHessian, leastHessian) & Vector512.GreaterThanOrEqual(rightHessian, leastHessian)
                & Vector512.LessThan(index, Vector512.Create((long)thresholds));
            if (!counts.IsEmpty)
            {
                Vector512<long> leftCount = Vector512.Create(counts[i..]) + Vector512.Create(startCount);
                valid &= Vector512.GreaterThanOrEqual(leftCount, leastCount)
                    & Vector512.GreaterThanOrEqual(Vector512.Create(examples) - leftCount, leastCount);
            }
            if (valid != Vector512<long>.Zero)
            {
                Vector512<double> gl = Vector512.ConvertToDouble(Vector512.ShiftRightArithmetic(left, 32)) * gradientUnit;
                Vector512<double> gr = Vector512.ConvertToDouble(Vector512.ShiftRightArithmetic(right, 32)) * gradientUnit;
                Vector512<double> hl = Vector512.ConvertToDouble(leftHessian) * hessianUnit + l2;
                Vector512<double> hr = Vector512.ConvertToDouble(rightHessian) * hessianUnit + l2;
                Vector512<double> score = (gl * gl * hr + gr * gr * hl) / (hl * hr);
                Vector512<long> better = valid & Vector512.GreaterThan(score, bestScore).AsInt64();
                bestScore = Vector512.ConditionalSelect(better.AsDouble(), score, bestScore);
                bestIndex = Vector512.ConditionalSelect(better, index, bestIndex);
            }
            index += Vector512.Create((long)Lanes);
        }

        double top = double.NegativeInfinity;
        long threshold = 0;
        for (int lane = 0; lane < Lanes; lane++)
        {
            double score = bestScore[lane];
            if (score > top || (score == top && bestIndex[lane] < threshold))
            {
                top = score;
                threshold = bestIndex[lane];
            }
        }
        double gain = top - parentScore;
        if (!(gain > best.Gain) || !(gain > rules.LeastGain(parentScore))) return;
        best = new SplitCandidate
        {
            Gain = gain,
            Feature = featureIndex,
            Bin = (int)threshold,
            LeftSum = running[(int)threshold] + start,
            MissingLeft = missingLeft,
        };
    }
}
