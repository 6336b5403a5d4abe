using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// The best threshold of one quantity when some features are constrained to rise or fall: each side's value is kept within the node's
/// bounds, a pair in the wrong order is refused, and the gain is that of the kept values, −(2 G w + (H + λ) w²).
/// </summary>
internal static class MonotoneSplitFinder
{
    /// <param name="direction">1: the prediction must not fall as this feature rises; -1: must not rise; 0: free</param>
    /// <param name="bounds">The values that leaves below this node may have.</param>
    public static void Find(ReadOnlySpan<long> bins, ReadOnlySpan<long> counts, FeatureBins feature, long total, long examples,
        SplitRules rules, (double Low, double High) bounds, int direction, int featureIndex, ref SplitCandidate best)
    {
        var values = feature.ValueBinCount;
        var parentScore = Score(total, Value(total, rules, bounds), rules);
        var missing = feature.HasMissing ? bins[values] : 0;
        var missingCount = feature.HasMissing && !counts.IsEmpty ? counts[values] : 0;
        var hasMissing = missing != 0 || missingCount != 0;
        for (var side = 0; side < (hasMissing ? 2 : 1); side++)
        {
            var missingLeft = side == 1;
            var left = missingLeft ? missing : 0;
            var leftCount = missingLeft ? missingCount : 0;
            var thresholds = hasMissing && !missingLeft ? values : values - 1;
            for (var i = 0; i < thresholds; i++)
            {
                left += bins[i];
                if (!counts.IsEmpty)
                {
                    leftCount += counts[i];
                    if (leftCount < rules.MinimumExamples || examples - leftCount < rules.MinimumExamples)
                        continue;
                }

                var right = total - left;
                if (PackedGradients.HessianOf(left) < rules.MinimumPackedHessian
                    || PackedGradients.HessianOf(right) < rules.MinimumPackedHessian)
                {
                    continue;
                }

                var leftValue = Value(left, rules, bounds);
                var rightValue = Value(right, rules, bounds);
                if (direction * (rightValue - leftValue) < 0)
                    continue;
                var gain = Score(left, leftValue, rules) + Score(right, rightValue, rules) - parentScore;
                if (!(gain > best.Gain) || !(gain > rules.LeastGain(parentScore)))
                    continue;
                best = new SplitCandidate { Gain = gain, Feature = featureIndex, Bin = i, MissingLeft = missingLeft, LeftSum = left };
            }
        }
    }

    /// <summary>The node's best value within its bounds.</summary>
    public static double Value(long packed, SplitRules rules, (double Low, double High) bounds) =>
        Math.Clamp(-rules.Gradient(packed) / (rules.Hessian(packed) + rules.L2), bounds.Low, bounds.High);

    private static double Score(long packed, double value, SplitRules rules) =>
        -(2 * rules.Gradient(packed) * value + (rules.Hessian(packed) + rules.L2) * value * value);
}
