using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// The best threshold of one quantity, from its histogram: running sums of the bins, then the gain of eight thresholds at a time, (G_l²
/// (H_r + λ) + G_r² (H_l + λ)) / ((H_l + λ)(H_r + λ)), one division for both sides. Of equal gains the lowest threshold wins.
/// </summary>
internal static class QuantitySplitFinder
{
    private const int Lanes = 8;

    /// <param name="bins">The feature's part of the node's histogram.</param>
    /// <param name="counts">The same for numbers of examples; empty when no least number is asked for.</param>
    /// <param name="total">The node's sum.</param>
    /// <param name="examples">The node's number of examples; used with <paramref name="counts"/>.</param>
    [SkipLocalsInit]
    public static void Find(ReadOnlySpan<long> bins, ReadOnlySpan<long> counts, FeatureBins feature, long total, long examples,
        SplitRules rules, double parentScore, int featureIndex, ref SplitCandidate best)
    {
        var values = feature.ValueBinCount;
        Span<long> running = stackalloc long[256 + Lanes];
        Span<long> runningCounts = stackalloc long[256 + Lanes];
        var sum = 0L;
        for (var i = 0; i < values; i++)
        {
            sum += bins[i];
            running[i] = sum;
        }

        if (!counts.IsEmpty)
        {
            var count = 0L;
            for (var i = 0; i < values; i++)
            {
                count += counts[i];
                runningCounts[i] = count;
            }
        }

        var missing = total - sum;
        var hasMissing = feature.HasMissing && (missing != 0 || (!counts.IsEmpty && counts[values] != 0));

        // Missing right: with missing values, "every value left" is a split too. Without, that threshold is no split.
        var thresholds = hasMissing ? values : values - 1;
        if (thresholds <= 0)
            return;
        Scan(running, counts.IsEmpty ? default : runningCounts, thresholds, 0, 0, missingLeft: false, total, examples, rules, parentScore,
            featureIndex, ref best);
        if (hasMissing)
        {
            Scan(running, counts.IsEmpty ? default : runningCounts, values - 1, missing, counts.IsEmpty ? 0 : counts[values],
                missingLeft: true,
                total, examples, rules, parentScore, featureIndex, ref best);
        }
    }

    private static void Scan(
        ReadOnlySpan<long> running, ReadOnlySpan<long> counts, int thresholds, long start, long startCount, bool missingLeft,
        long total, long examples, SplitRules rules, double parentScore, int featureIndex, ref SplitCandidate best)
    {
        var bestScore = Vector512.Create(double.NegativeInfinity);
        var bestIndex = default(Vector512<long>);
        var index = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
        var all = Vector512.Create(total);
        var offset = Vector512.Create(start);
        var leastHessian = Vector512.Create(rules.MinimumPackedHessian);
        var lowHalf = Vector512.Create((long)uint.MaxValue);
        var gradientUnit = Vector512.Create(rules.GradientUnit);
        var hessianUnit = Vector512.Create(rules.HessianUnit);
        var l2 = Vector512.Create(rules.L2);
        var leastCount = Vector512.Create((long)rules.MinimumExamples);
        for (var i = 0; i < thresholds; i += Lanes)
        {
            var left = Vector512.Create(running[i..]) + offset;
            var right = all - left;
            var leftHessian = left & lowHalf;
            var rightHessian = right & lowHalf;
            var valid = Vector512.GreaterThanOrEqual(leftHessian, leastHessian) & Vector512.GreaterThanOrEqual(rightHessian, leastHessian)
                & Vector512.LessThan(index, Vector512.Create((long)thresholds));
            if (!counts.IsEmpty)
            {
                var leftCount = Vector512.Create(counts[i..]) + Vector512.Create(startCount);
                valid &= Vector512.GreaterThanOrEqual(leftCount, leastCount)
                    & Vector512.GreaterThanOrEqual(Vector512.Create(examples) - leftCount, leastCount);
            }

            if (valid != Vector512<long>.Zero)
            {
                var gl = Vector512.ConvertToDouble(Vector512.ShiftRightArithmetic(left, 32)) * gradientUnit;
                var gr = Vector512.ConvertToDouble(Vector512.ShiftRightArithmetic(right, 32)) * gradientUnit;
                var hl = Vector512.ConvertToDouble(leftHessian) * hessianUnit + l2;
                var hr = Vector512.ConvertToDouble(rightHessian) * hessianUnit + l2;
                var score = (gl * gl * hr + gr * gr * hl) / (hl * hr);
                var better = valid & Vector512.GreaterThan(score, bestScore).AsInt64();
                bestScore = Vector512.ConditionalSelect(better.AsDouble(), score, bestScore);
                bestIndex = Vector512.ConditionalSelect(better, index, bestIndex);
            }

            index += Vector512.Create((long)Lanes);
        }

        var top = double.NegativeInfinity;
        var threshold = 0L;
        for (var lane = 0; lane < Lanes; lane++)
        {
            var score = bestScore[lane];
            if (score > top || (score == top && bestIndex[lane] < threshold))
            {
                top = score;
                threshold = bestIndex[lane];
            }
        }

        var gain = top - parentScore;
        if (!(gain > best.Gain) || !(gain > rules.LeastGain(parentScore)))
            return;
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

/// <summary>
/// Where a node's rows leave bins empty, several thresholds divide them in the same way. The one in the middle lies farthest from the rows
/// of both sides; where nothing but missing values goes right, the one above all bins keeps larger values apart from them.
/// </summary>
internal static class ThresholdChoice
{
    /// <summary>
    /// The bin to divide after, in place of the first of those that divide the node's rows as <paramref name="bin"/> does.
    /// </summary>
    /// <param name="bins">[bins]: the feature's part of the node's histogram</param>
    /// <param name="counts">[bins]: the same for numbers of examples, or empty</param>
    /// <param name="bin">Bins up to this one go left.</param>
    /// <param name="values">The number of bins that hold values.</param>
    public static int Choose(ReadOnlySpan<long> bins, ReadOnlySpan<long> counts, int bin, int values)
    {
        var next = bin + 1;
        while (next < values && bins[next] == 0 && (counts.IsEmpty || counts[next] == 0))
            next++;
        var highest = next - 1;
        return highest == values - 1 ? highest : (bin + highest) / 2;
    }
}
