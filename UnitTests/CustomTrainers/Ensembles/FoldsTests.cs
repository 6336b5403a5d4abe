using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Ensembles;

namespace MlPipelines.UnitTests.CustomTrainers.Ensembles;

[TestClass]
public sealed class FoldsTests
{
    [TestMethod]
    public void ByClass_Rows_AreSharedOutEvenly()
    {
        int[] classes = [.. Enumerable.Range(0, 103).Select(row => row % 10 == 0 ? Folds.None : row % 7 == 0 ? 1 : 0)];

        var folds = Folds.ByClass(classes, 5, seed: 3);

        for (var row = 0; row < classes.Length; row++)
            Assert.AreEqual(classes[row] == Folds.None, folds[row] == Folds.None);
        foreach (var label in new[] { 0, 1 })
        {
            int[] counts = [.. Enumerable.Range(0, 5).Select(fold => classes.Zip(folds).Count(pair => pair == (label, fold)))];
            Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min(), $"class {label}: {string.Join(", ", counts)}");
        }

        CollectionAssert.AreEqual(folds, Folds.ByClass(classes, 5, seed: 3));
        CollectionAssert.AreNotEqual(folds, Folds.ByClass(classes, 5, seed: 4));
    }

    [TestMethod]
    public void ByGroup_Groups_StayTogether()
    {
        int[] groups = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, Folds.None];

        var folds = Folds.ByGroup(groups, 3, seed: 1);

        foreach (var rows in Enumerable.Range(0, 12).GroupBy(row => groups[row]))
            Assert.HasCount(1, rows.Select(row => folds[row]).Distinct());
        CollectionAssert.AreEqual(
            new[] { 4, 4, 4 }, Enumerable.Range(0, 3).Select(fold => folds.Count(other => other == fold)).ToArray());
        Assert.AreEqual(Folds.None, folds[12]);
        Assert.AreEqual(
            "The rows are of 5 groups, and 6 folds need at least 6. Lower Folds.",
            Assert.ThrowsExactly<InvalidOperationException>(() => Folds.ByGroup(groups, 6, seed: 1)).Message);
    }

    [TestMethod]
    public void FoldView_Rows_AreThoseOfTheFoldOrOfTheOthers()
    {
        var ml = new MLContext(1);
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 7).Select(i => new Row { Number = i }).ToList());
        int[] folds = [0, 1, 2, 0, Folds.None, 1, 0];

        FoldView inside = new(data, folds, 0, isInside: true, CancellationToken.None);
        FoldView outside = new(data, folds, 0, isInside: false, CancellationToken.None);

        CollectionAssert.AreEqual(new[] { 0f, 3, 6 }, inside.GetColumn<float>("Number").ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 2, 5 }, outside.GetColumn<float>("Number").ToArray());
        Assert.AreEqual(3, inside.GetRowCount());
        CollectionAssert.AreEqual(new[] { 0L, 1, 2 }, Positions(inside));
    }

    [TestMethod]
    public void FoldView_OtherNumberOfRows_IsRefused()
    {
        var ml = new MLContext(1);
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 4).Select(i => new Row { Number = i }).ToList());
        const string Expected = "rows when they were shared out among the folds, and has another number now. It must give the same rows in "
            + "the same order each time; put Data.Cache behind what is random in it.";

        foreach (var folds in new int[][] { [0, 1, 0], [0, 1, 0, 1, 0] })
        {
            FoldView view = new(data, folds, 0, isInside: true, CancellationToken.None);
            Assert.AreEqual(
                $"The training data had {folds.Length} {Expected}",
                Assert.ThrowsExactly<InvalidOperationException>(() => Positions(view)).Message);
        }
    }

    [TestMethod]
    public void FoldView_Cancelled_EndsAtTheNextRow()
    {
        var data = new MLContext(1).Data.LoadFromEnumerable(Enumerable.Range(0, 4).Select(i => new Row { Number = i }).ToList());
        using var cancellation = new CancellationTokenSource();
        FoldView view = new(data, [0, 0, 0, 0], 0, isInside: true, cancellation.Token);
        using var cursor = view.GetRowCursor(view.Schema);

        Assert.IsTrue(cursor.MoveNext());
        cancellation.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => cursor.MoveNext());
    }

    private static long[] Positions(IDataView view)
    {
        using var cursor = view.GetRowCursor(view.Schema);
        var positions = new List<long>();
        while (cursor.MoveNext())
            positions.Add(cursor.Position);
        return [.. positions];
    }

    private sealed class Row
    {
        public float Number { get; set; }
    }
}
