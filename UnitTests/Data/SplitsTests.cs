using MlPipelines.Data.Rows;
using MlPipelines.Data.Splitting;

namespace MlPipelines.UnitTests.Data;

[TestClass]
public class SplitsTests
{
    /// <summary>Rows whose single feature is their number; class 0 has 60 %, 1 has 30 %, 2 has 10 %.</summary>
    private static MatrixDataView View(int rows = 200) => MatrixDataView.Multiclass(
        new SingleMatrix([.. Enumerable.Range(0, rows).Select(i => (float)i)], 1), [
            .. Enumerable.Range(0, rows).Select(i => (i % 10) switch { < 6 => 0, < 9 => 1, _ => 2 })]);

    private static int[] Numbers(MatrixDataView view)
    {
        var numbers = new int[view.RowCount];
        var feature = new float[1];
        for (var i = 0; i < numbers.Length; i++)
        {
            view.CopyFeatures(i, feature);
            numbers[i] = (int)feature[0];
        }

        return numbers;
    }

    private static int[] Counts(MatrixDataView view) =>
        [.. Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, view.RowCount).Count(row => view.GetClass(row) == c))];

    [TestMethod]
    [DataRow(SplitStrategy.Random)]
    [DataRow(SplitStrategy.Stratified)]
    [DataRow(SplitStrategy.Hashed)]
    [DataRow(SplitStrategy.Grouped)]
    public void Parts_OfAnyStrategy_PartitionTheRowsInOrderAndBySeed(SplitStrategy strategy)
    {
        var view = View();
        var options = new SplitOptions { Strategy = strategy, Groups = [.. Enumerable.Range(0, 200).Select(i => i / 7)] };
        var parts = Splits.Parts(view, [0.5, 0.3, 0.2], options);
        CollectionAssert.AreEquivalent(Numbers(view), parts.SelectMany(Numbers).ToArray());
        foreach (var part in parts)
            CollectionAssert.AreEqual(Numbers(part).Order().ToArray(), Numbers(part));
        CollectionAssert.AreEqual(Numbers(parts[0]), Numbers(Splits.Parts(view, [0.5, 0.3, 0.2], options)[0]));
        CollectionAssert.AreNotEqual(Numbers(parts[0]), Numbers(Splits.Parts(view, [0.5, 0.3, 0.2], options with { Seed = 2 })[0]));
    }

    [TestMethod]
    public void HoldOut_Stratified_KeepsTheSharesOfTheClasses()
    {
        (var rest, var held) = Splits.HoldOut(View(), 0.25);
        CollectionAssert.AreEqual(new[] { 90, 45, 15 }, Counts(rest));
        CollectionAssert.AreEqual(new[] { 30, 15, 5 }, Counts(held));
    }

    [TestMethod]
    public void HoldOut_StratifiedRegression_KeepsTheRangeOfTheTargets()
    {
        float[] targets = [.. Enumerable.Range(0, 1000).Select(i => (float)Math.Exp(i * 0.01))];
        var view = MatrixDataView.Regression(new SingleMatrix(targets, 1), targets);
        (_, var held) = Splits.HoldOut(view, 0.1);
        float[] logs = [.. Enumerable.Range(0, held.RowCount).Select(row => (float)Math.Log(held.GetLabel(row)))];
        Assert.HasCount(100, logs);

        // Five rows of every twentieth of the targets.
        for (var range = 0; range < 20; range++)
            Assert.AreEqual(5, logs.Count(log => log >= range * 0.5f - 1e-4f && log < range * 0.5f + 0.5f - 1e-4f), 1.0);
    }

    [TestMethod]
    public void KFold_Stratified_UsesEveryRowOnce()
    {
        var folds = Splits.KFold(View(), 5);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 200).ToArray(), folds.SelectMany(fold => Numbers(fold.Validation)).ToArray());
        foreach (var fold in folds)
        {
            CollectionAssert.AreEqual(new[] { 24, 12, 4 }, Counts(fold.Validation));
            CollectionAssert.AreEquivalent(
                Enumerable.Range(0, 200).ToArray(), Numbers(fold.Train).Concat(Numbers(fold.Validation)).ToArray());
        }
    }

    [TestMethod]
    public void Parts_FewGroups_LeaveNoPartEmpty()
    {
        int[] groups = [.. Enumerable.Range(0, 200).Select(row => row % 4)];

        var parts = Splits.Parts(View(), [0.7, 0.15, 0.15], new SplitOptions { Strategy = SplitStrategy.Grouped, Groups = groups });

        CollectionAssert.AreEqual(new[] { 100, 50, 50 }, parts.Select(part => part.RowCount).ToArray());
    }

    [TestMethod]
    public void KFold_Grouped_KeepsGroupsTogetherAndSizesNear()
    {
        int[] groups = [.. Enumerable.Range(0, 200).Select(i => i * i % 31)];
        var folds = Splits.KFold(View(), 4, new SplitOptions { Strategy = SplitStrategy.Grouped, Groups = groups });
        foreach (var fold in folds)
        {
            Assert.IsEmpty(Numbers(fold.Train).Select(i => groups[i]).Intersect(Numbers(fold.Validation).Select(i => groups[i])));
            Assert.AreEqual(50, fold.Validation.RowCount, 8.0);
        }
    }

    [TestMethod]
    public void HoldOut_Hashed_KeepsRowsInTheirPartWhenOthersCome()
    {
        var options = new SplitOptions { Strategy = SplitStrategy.Hashed };
        (_, var few) = Splits.HoldOut(View(1000), 0.3, options);
        (_, var many) = Splits.HoldOut(View(2000), 0.3, options);
        CollectionAssert.AreEqual(Numbers(few), Numbers(many).Where(i => i < 1000).ToArray());

        // Binomial: 300 with a standard deviation of 14.5; four of them.
        Assert.AreEqual(300, few.RowCount, 58.0);
        (_, var twice) = Splits.HoldOut(View(10).Select([.. Enumerable.Range(0, 40).Select(i => i % 10)]), 0.3, options);
        Assert.IsTrue(Numbers(twice).GroupBy(i => i).All(equal => equal.Count() == 4));
    }

    [TestMethod]
    public void Splits_OfWhatCannotBeSplit_SayWhy()
    {
        Says("The shares of a split must be positive numbers, not 1, 0.", () => Splits.Parts(View(), [1, 0]));
        Says("2 rows cannot be split into 3 parts.", () => Splits.Parts(View(2), [1, 1, 1]));
        Says(
            "Part 2 of 2 would be empty: 3 rows, strategy Random, share 0.001.",
            () => Splits.Parts(View(3), [0.999, 0.001], new SplitOptions { Strategy = SplitStrategy.Random }));
        Says(
            "A grouped split needs the group of each row: set Groups.",
            () => Splits.HoldOut(View(), 0.5, new SplitOptions { Strategy = SplitStrategy.Grouped }));
        Says(
            "1 groups for 200 rows; there must be one per row.",
            () => Splits.HoldOut(View(), 0.5, new SplitOptions { Strategy = SplitStrategy.Grouped, Groups = [1] }));
        Says(
            "Class 2 has one row, so where it is tested on none is left to train on: leave it out, or merge it with another class.",
            () => Splits.KFold(View(10), 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Splits.HoldOut(View(), double.NaN));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Splits.KFold(View(), 1));

        static void Says(string text, Action split) => Assert.StartsWith(text, Assert.ThrowsExactly<ArgumentException>(split).Message);
    }

    [TestMethod]
    public void Sample_OfSomeRows_IsSeededInOrderAndNested()
    {
        int[] few = Numbers(Splits.Sample(View(), 20, seed: 3)), many = Numbers(Splits.Sample(View(), 50, seed: 3));

        Assert.HasCount(20, few.Distinct().ToList());
        CollectionAssert.AreEqual(few.Order().ToList(), few);
        Assert.IsEmpty(few.Except(many));
        CollectionAssert.AreNotEqual(few, Numbers(Splits.Sample(View(), 20, seed: 4)));
        CollectionAssert.AreEqual(Numbers(View()), Numbers(Splits.Sample(View(), View().RowCount, seed: 3)));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(201)]
    public void Sample_OfTooFewOrMany_SaysHowManyThereAre(int count)
    {
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Splits.Sample(View(), count, seed: 1));

        Assert.StartsWith($"The number of rows to draw must be from 1 to 200, the rows that there are; found {count}.", exception.Message);
    }
}
