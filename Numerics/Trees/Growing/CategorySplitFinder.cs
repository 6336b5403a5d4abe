using MlPipelines.Numerics.Trees.Binning;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// The best division of categories into two sets: categories in the order of their own best values, G / (H + smoothing), then every prefix
/// of that order. For a convex loss one of these prefixes is the best of all divisions (Fisher, "On grouping for maximum homogeneity",
/// 1958). Missing values are one more category. With many categories the order itself follows the noise of the node's rows; therefore only
/// every prefix counts that holds a group of examples more than the one before, as in LightGBM (its <c>min_data_per_group</c>).
/// </summary>
internal static class CategorySplitFinder
{
    /// <summary>So many categories have few divisions to choose from: no least group is asked of them.</summary>
    private const int FewCategories = 4;

    public static void Find(ReadOnlySpan<long> bins, ReadOnlySpan<long> counts, FeatureBins feature, long total, long examples,
        SplitRules rules, double parentScore, int featureIndex, ref SplitCandidate best)
    {
        Span<int> order = stackalloc int[256];
        Span<double> keys = stackalloc double[256];
        var n = 0;
        for (var bin = 0; bin < feature.BinCount; bin++)
        {
            var present = bins[bin] != 0 || (!counts.IsEmpty && counts[bin] != 0);
            if (!present)
                continue;
            order[n] = bin;
            keys[n++] = rules.Gradient(bins[bin]) / (rules.Hessian(bins[bin]) + rules.CategoricalSmoothing);
        }

        if (n < 2)
            return;
        // Ties keep to the bin's number, so that the order is always the same.
        keys[..n].Sort(order[..n], static (a, b) => a.CompareTo(b));
        OrderTies(keys[..n], order[..n]);

        var left = 0L;
        var leftCount = 0L;
        var group = 0L;
        var bestPrefix = 0;
        var bestSum = 0L;
        var bestGain = Math.Max(best.Gain, rules.LeastGain(parentScore));
        for (var i = 0; i + 1 < n; i++)
        {
            left += bins[order[i]];
            if (!counts.IsEmpty)
            {
                leftCount += counts[order[i]];
                group += counts[order[i]];
                if (leftCount < rules.MinimumExamples || examples - leftCount < rules.MinimumExamples)
                    continue;
                if (n > FewCategories && (group < rules.MinimumCategoryGroup || examples - leftCount < rules.MinimumCategoryGroup))
                    continue;
                group = 0;
            }

            var right = total - left;
            if (PackedGradients.HessianOf(left) < rules.MinimumPackedHessian
                || PackedGradients.HessianOf(right) < rules.MinimumPackedHessian)
            {
                continue;
            }

            var gain = Score(left, rules) + Score(right, rules) - parentScore;
            if (!(gain > bestGain))
                continue;
            bestGain = gain;
            bestPrefix = i + 1;
            bestSum = left;
        }

        if (bestPrefix == 0)
            return;
        var leftBins = new bool[256];
        foreach (var bin in order[..bestPrefix])
            leftBins[bin] = true;
        best = new SplitCandidate
        {
            Gain = bestGain,
            Feature = featureIndex,
            LeftBins = leftBins,
            LeftSum = bestSum,
            MissingLeft = leftBins[feature.ValueBinCount],
        };
    }

    private static double Score(long packed, SplitRules rules)
    {
        var gradient = rules.Gradient(packed);
        return gradient * gradient / (rules.Hessian(packed) + rules.L2 + rules.CategoricalL2);
    }

    private static void OrderTies(ReadOnlySpan<double> keys, Span<int> order)
    {
        for (var i = 0; i < keys.Length;)
        {
            var j = i + 1;
            while (j < keys.Length && keys[j] == keys[i])
                j++;
            order[i..j].Sort();
            i = j;
        }
    }
}
