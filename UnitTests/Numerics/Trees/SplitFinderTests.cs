using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class SplitFinderTests
{
    private static readonly SplitRules Rules = new()
    {
        GradientUnit = 1.0 / 64,
        HessianUnit = 1.0 / 16,
        L2 = 0.5,
        MinimumPackedHessian = 1,
        MinimumExamples = 1,
        MinimumGain = 0,
        CategoricalSmoothing = 0,
        CategoricalL2 = 0,
        MinimumCategoryGroup = 1,
    };

    [TestMethod]
    [DataRow(2, false, 1, 1)]
    [DataRow(3, true, 1, 1)]
    [DataRow(8, true, 40, 1)]
    [DataRow(17, false, 1, 12)]
    [DataRow(100, true, 100, 20)]
    [DataRow(255, true, 1, 1)]
    [DataRow(255, true, 500, 90)]
    public void Quantity_RandomHistograms_EqualsNaiveSearch(int values, bool missing, int minimumHessian, int minimumExamples)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (bins, counts, feature) = RandomHistogram(values, missing, seed);
            var rules = Rules with { MinimumPackedHessian = minimumHessian, MinimumExamples = minimumExamples };
            foreach (var counted in (bool[])[false, true])
            {
                var used = counted ? rules : rules with { MinimumExamples = 1 };
                var actual = SplitCandidate.None;
                QuantitySplitFinder.Find(
                    bins, counted ? counts : default, feature, bins.Sum(), counts.Sum(), used, used.Score(bins.Sum()), 3, ref actual);
                var (gain, bin, missingLeft, left) = Naive(bins, counts, feature, used, counted);
                Assert.AreEqual(bin >= 0, actual.Exists);
                if (bin < 0)
                    continue;
                Assert.AreEqual(gain, actual.Gain, Math.Abs(gain) * 1e-9, "one division for both sides rounds differently from two");
                Assert.AreEqual(left, actual.LeftSum);
                Assert.AreEqual((3, bin, missingLeft), (actual.Feature, actual.Bin, actual.MissingLeft));
            }
        }
    }

    [TestMethod]
    public void Quantity_EqualGains_LowestThresholdWins()
    {
        long[] bins = [Pack(-10, 10), 0, 0, Pack(10, 10)];
        var best = SplitCandidate.None;
        QuantitySplitFinder.Find(bins, default, Feature(4, false), bins.Sum(), 0, Rules, Rules.Score(bins.Sum()), 0, ref best);
        Assert.AreEqual(0, best.Bin);
    }

    [TestMethod]
    public void Quantity_NothingToGain_HasNoSplit()
    {
        long[] bins = [Pack(10, 10), Pack(10, 10)];
        var rules = Rules with { L2 = 0 };
        var best = SplitCandidate.None;
        QuantitySplitFinder.Find(bins, default, Feature(2, false), bins.Sum(), 0, rules, rules.Score(bins.Sum()), 0, ref best);
        Assert.IsFalse(best.Exists);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(9)]
    public void Category_RandomHistograms_IsTheBestOfAllDivisions(int categories)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            (var bins, var counts, _) = RandomHistogram(categories, false, seed);
            var rules = Rules with { L2 = 0 };
            var feature = FeatureBins.OfCategories([.. Enumerable.Range(0, categories)], hasMissing: false);
            var actual = SplitCandidate.None;
            CategorySplitFinder.Find(bins, default, feature, bins.Sum(), counts.Sum(), rules, rules.Score(bins.Sum()), 0, ref actual);
            var best = double.NegativeInfinity;
            for (var set = 1; set < (1 << categories) - 1; set++)
            {
                var left = Enumerable.Range(0, categories).Where(c => (set >> c & 1) != 0).Sum(c => bins[c]);
                var right = bins.Sum() - left;
                if (PackedGradients.HessianOf(left) == 0 || PackedGradients.HessianOf(right) == 0)
                    continue;
                best = Math.Max(best, rules.Score(left) + rules.Score(right) - rules.Score(bins.Sum()));
            }
            if (best <= 1e-9)
                continue;
            Assert.AreEqual(best, actual.Gain, best * 1e-9);
            Assert.AreEqual(actual.LeftSum, Enumerable.Range(0, categories).Where(c => actual.LeftBins![c]).Sum(c => bins[c]));
        }
    }

    [TestMethod]
    [DataRow(6, 1, 1)]
    [DataRow(6, 10, 1)]
    [DataRow(6, 11, 2)]
    [DataRow(6, 20, 2)]
    [DataRow(6, 30, 3)]
    [DataRow(6, 31, 0)]
    [DataRow(4, 31, 1)]
    public void Category_LeastGroup_DivisionsDifferByIt(int categories, int group, int expected)
    {
        // Ten examples of each category. The first is alone in its sign, so that the free search parts it from all others. Groups of 11 to
        // 20 examples are two categories, those of 30 three; after 31 examples too few are left on the right. Four categories are few.
        long[] bins = [Pack(-1000, 160), .. Enumerable.Repeat(Pack(200, 160), categories - 1)];
        long[] counts = [.. Enumerable.Repeat(10L, categories)];
        var feature = FeatureBins.OfCategories([.. Enumerable.Range(0, categories)], hasMissing: false);
        var rules = Rules with { MinimumCategoryGroup = group };
        var best = SplitCandidate.None;

        CategorySplitFinder.Find(bins, counts, feature, bins.Sum(), counts.Sum(), rules, rules.Score(bins.Sum()), 0, ref best);

        Assert.AreEqual(expected > 0, best.Exists);
        Assert.AreEqual(expected, best.LeftBins?.Count(isLeft => isLeft) ?? 0);
        Assert.AreEqual(expected == 0 ? 0 : Pack(-1000 + 200 * (expected - 1), 160 * expected), best.LeftSum);
    }

    [TestMethod]
    public void Monotone_WithoutDirection_EqualsTheFreeSearch()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (bins, counts, feature) = RandomHistogram(30, true, seed);
            var free = SplitCandidate.None;
            var bounded = SplitCandidate.None;
            QuantitySplitFinder.Find(bins, default, feature, bins.Sum(), counts.Sum(), Rules, Rules.Score(bins.Sum()), 0, ref free);
            MonotoneSplitFinder.Find(bins, default, feature, bins.Sum(), counts.Sum(), Rules,
                (double.NegativeInfinity, double.PositiveInfinity), 0, 0, ref bounded);
            Assert.AreEqual(free.Gain, bounded.Gain, Math.Abs(free.Gain) * 1e-9);
            Assert.AreEqual(free.Bin, bounded.Bin);
        }
    }

    [TestMethod]
    [DataRow(1, -2.0, 2.0, 1)]
    [DataRow(-1, -2.0, 2.0, 1)]
    [DataRow(1, -0.5, 0.25, 1)]
    [DataRow(0, -0.5, 0.25, 1)]
    [DataRow(-1, double.NegativeInfinity, 0.1, 25)]
    public void Monotone_RandomHistograms_EqualsNaiveSearch(int direction, double low, double high, int minimumExamples)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (bins, counts, feature) = RandomHistogram(25, seed % 2 == 0, seed);
            var rules = Rules with { MinimumExamples = minimumExamples, MinimumPackedHessian = 30 };
            var actual = SplitCandidate.None;
            MonotoneSplitFinder.Find(bins, counts, feature, bins.Sum(), counts.Sum(), rules, (low, high), direction, 5, ref actual);

            double Value(long sum) => Math.Clamp(-rules.Gradient(sum) / (rules.Hessian(sum) + rules.L2), low, high);
            double Loss(long sum, double value) => rules.Gradient(sum) * value + 0.5 * (rules.Hessian(sum) + rules.L2) * value * value;
            var total = bins.Sum();
            var best = 0.0;
            (int Bin, bool MissingLeft) at = (-1, false);
            var hasMissing = feature.HasMissing && counts[25] > 0;
            foreach (var missingLeft in hasMissing ? (bool[])[false, true] : [false])
            {
                for (var bin = 0; bin < (hasMissing && !missingLeft ? 25 : 24); bin++)
                {
                    var left = bins[..(bin + 1)].Sum() + (missingLeft ? bins[25] : 0);
                    var right = total - left;
                    var leftCount = counts[..(bin + 1)].Sum() + (missingLeft ? counts[25] : 0);
                    if (leftCount < minimumExamples || counts.Sum() - leftCount < minimumExamples)
                        continue;
                    if (PackedGradients.HessianOf(left) < 30 || PackedGradients.HessianOf(right) < 30)
                        continue;
                    if (direction * (Value(right) - Value(left)) < 0)
                        continue;
                    var gain = 2 * (Loss(total, Value(total)) - Loss(left, Value(left)) - Loss(right, Value(right)));
                    if (gain <= best * (1 + 1e-12) + 1e-9)
                        continue;
                    best = gain;
                    at = (bin, missingLeft);
                }
            }

            Assert.AreEqual(at.Bin >= 0, actual.Exists, $"seed {seed}");
            if (at.Bin < 0)
                continue;
            Assert.AreEqual(best, actual.Gain, best * 1e-9, $"seed {seed}");
            Assert.AreEqual(at, (actual.Bin, actual.MissingLeft), $"seed {seed}");
        }
    }

    private static long Pack(int gradient, int hessian) => ((long)gradient << 32) + hessian;

    private static FeatureBins Feature(int values, bool missing) =>
        FeatureBins.OfQuantity([.. Enumerable.Range(1, values - 1).Select(i => (float)i)], anyValue: true, missing);

    private static (long[] Bins, long[] Counts, FeatureBins Feature) RandomHistogram(int values, bool missing, int seed)
    {
        var random = new Random(seed * 1000 + values);
        var feature = Feature(values, missing);
        var bins = new long[feature.BinCount];
        var counts = new long[feature.BinCount];
        for (var i = 0; i < bins.Length; i++)
        {
            if (random.Next(4) == 0)
                continue;
            counts[i] = random.Next(1, 20);
            bins[i] = Pack(random.Next(-500, 500), random.Next(1, 100));
        }
        return (bins, counts, feature);
    }

    private static (double Gain, int Bin, bool MissingLeft, long Left) Naive(
        long[] bins, long[] counts, FeatureBins feature, SplitRules rules, bool counted)
    {
        var total = bins.Sum();
        var examples = counts.Sum();
        var values = feature.ValueBinCount;
        var best = (Gain: double.NegativeInfinity, Bin: -1, MissingLeft: false, Left: 0L);
        var hasMissing = feature.HasMissing && bins[values] != 0;
        foreach (var missingLeft in hasMissing ? (bool[])[false, true] : [false])
        {
            for (var bin = 0; bin < (hasMissing && !missingLeft ? values : values - 1); bin++)
            {
                var left = bins[..(bin + 1)].Sum() + (missingLeft ? bins[values] : 0);
                var leftCount = counts[..(bin + 1)].Sum() + (missingLeft ? counts[values] : 0);
                if (PackedGradients.HessianOf(left) < rules.MinimumPackedHessian
                    || PackedGradients.HessianOf(total - left) < rules.MinimumPackedHessian)
                {
                    continue;
                }

                if (counted && (leftCount < rules.MinimumExamples || examples - leftCount < rules.MinimumExamples))
                    continue;
                var gain = rules.Score(left) + rules.Score(total - left) - rules.Score(total);
                if (gain > best.Gain * (best.Gain > 0 ? 1 + 1e-12 : 1) && gain > rules.LeastGain(rules.Score(total)))
                    best = (gain, bin, missingLeft, left);
            }
        }
        return best;
    }
}
