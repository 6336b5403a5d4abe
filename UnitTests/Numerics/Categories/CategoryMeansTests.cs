using MlPipelines.Numerics.Categories;

namespace MlPipelines.UnitTests.Numerics.Categories;

[TestClass]
public sealed class CategoryMeansTests
{
    private static readonly int[] Values = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3];

    private static readonly float[] Targets = [1, 2, 4, 5, 7, 6, 2, 1, 0, 9, 6, 6];

    /// <summary>
    /// The predictions of statsmodels 0.13.5's MixedLM (restricted maximum likelihood, a random intercept for each value): with equally
    /// many rows for each value the variances are those of the analysis of variance.
    /// </summary>
    [TestMethod]
    public void Fit_EquallyManyRows_PredictsAsALinearMixedModel()
    {
        var means = CategoryMeans.Fit(Values, Targets, [], 4);

        Assert.AreEqual(4.083333333, means.Prior, 1e-6);
        var expected = new[] { 2.4629629625, 5.8580246919, 1.2283950609, 6.7839506180 };
        for (var value = 0; value < 4; value++)
            Assert.AreEqual(expected[value], means.Means[value], 1e-6, $"value {value}");
    }

    [TestMethod]
    public void Fit_AllWeightsTwice_ChangesNothing()
    {
        var one = CategoryMeans.Fit(Values, Targets, [.. Enumerable.Repeat(1f, 12)], 4);
        var two = CategoryMeans.Fit(Values, Targets, [.. Enumerable.Repeat(2f, 12)], 4);

        CollectionAssert.AreEqual(CategoryMeans.Fit(Values, Targets, [], 4).Means, one.Means);
        for (var value = 0; value < 4; value++)
            Assert.AreEqual(one.Means[value], two.Means[value], 1e-6);
    }

    [TestMethod]
    public void Fit_RareValue_IsDrawnFurtherToTheMean()
    {
        // Values 0 to 4 have ten rows, value 5 has one; 0 and 5 have the same targets.
        int[] values = [.. Enumerable.Range(0, 50).Select(row => row / 10), 5];
        float[] targets = [.. values.Select((value, row) => (float)((value % 5 * 10) + (row % 2 == 0 ? 1 : -1)))];

        var means = CategoryMeans.Fit(values, targets, [], 6);

        Assert.IsLessThan(means.Means[5], means.Means[0], "0 has the lowest targets, and so the rare one lies above it");
        Assert.IsLessThan(means.Prior, means.Means[5]);
    }

    [TestMethod]
    public void Fit_ValueOfEachRowItsOwn_HasOnlyTheMean()
    {
        var means = CategoryMeans.Fit([0, 1, 2, 3], [1, 2, 3, 6], [], 5);

        CollectionAssert.AreEqual(new float[] { 3, 3, 3, 3, 3 }, means.Means);
    }

    [TestMethod]
    public void Fit_ValuesThatDifferByChance_HaveOnlyTheMean()
    {
        var means = CategoryMeans.Fit([0, 0, 1, 1], [0, 1, 1, 0], [], 2);

        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f }, means.Means);
    }

    [TestMethod]
    public void Indexer_MissingAndUnseenValues_AreNaNAndTheMean()
    {
        var means = CategoryMeans.Fit([0, 0, -1, 2, 2], [1, 3, 100, 5, 7], [], 3);

        Assert.AreEqual(4, means.Prior, "rows without a value do not count");
        Assert.AreEqual(means.Prior, means[1], "a value without rows");
        Assert.AreEqual(means.Prior, means[7], "a value that was not there");
        Assert.IsTrue(float.IsNaN(means[-1]));
    }

    [TestMethod]
    public void CrossFit_OwnPart_DoesNotCount()
    {
        byte[] parts = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1];

        var encoded = CategoryMeans.CrossFit(Values, Targets, [], 4, parts);

        // Rows 0, 5 and 10 are of part 0: the means of the nine others.
        int[] others = [1, 2, 3, 4, 6, 7, 8, 9, 11];
        var expected = CategoryMeans.Fit([.. others.Select(i => Values[i])], [.. others.Select(i => Targets[i])], [], 4);
        Assert.AreEqual(expected.Means[0], encoded[0]);
        Assert.AreEqual(expected.Means[1], encoded[5]);
        Assert.AreEqual(expected.Means[3], encoded[10]);
    }

    [TestMethod]
    public void Deal_Rows_GivesEachPartAsManyInAnOrderOfTheSeed()
    {
        var parts = CategoryMeans.Deal(103, seed: 3);

        CollectionAssert.AreEqual(new[] { 21, 21, 21, 20, 20 }, parts.CountBy(p => p).OrderBy(p => p.Key).Select(p => p.Value).ToArray());
        CollectionAssert.AreEqual(parts, CategoryMeans.Deal(103, seed: 3));
        CollectionAssert.AreNotEqual(parts, CategoryMeans.Deal(103, seed: 4));
    }

    [TestMethod]
    public void Fit_BadInput_SaysWhatDoesNotFit()
    {
        Assert.AreEqual(
            "There are 1 targets and 0 weights for 2 rows. (Parameter 'targets')",
            Assert.ThrowsExactly<ArgumentException>(() => CategoryMeans.Fit([0, 1], [1], [], 2)).Message);
        Assert.AreEqual(
            "Row 1 has the category 2, where one below 2 was expected. (Parameter 'categories')",
            Assert.ThrowsExactly<ArgumentException>(() => CategoryMeans.Fit([0, 2], [1, 2], [], 2)).Message);
        Assert.AreEqual(
            "There are 1 parts for 2 rows. (Parameter 'parts')",
            Assert.ThrowsExactly<ArgumentException>(() => CategoryMeans.CrossFit([0, 1], [1, 2], [], 2, [0])).Message);
    }
}
