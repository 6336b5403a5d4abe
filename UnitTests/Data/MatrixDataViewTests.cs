using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Data.Rows;

namespace MlPipelines.UnitTests.Data;

[TestClass]
public class MatrixDataViewTests
{
    private static MatrixDataView View(int rows = 5) => MatrixDataView.Multiclass(
        new SingleMatrix([.. Enumerable.Range(0, 2 * rows).Select(i => (float)i)], 2), [
            .. Enumerable.Range(0, rows).Select(i => i % 3)], ["a", "b"]);

    private static List<(float[] Features, int Label, ulong Id)> Read(MatrixDataView view, Random? rand = null)
    {
        var rows = new List<(float[], int, ulong)>();
        using var cursor = view.GetRowCursor(view.Schema, rand);
        var features = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        var label = cursor.GetGetter<int>(view.Schema["Label"]);
        var id = cursor.GetIdGetter();
        VBuffer<float> buffer = default;
        var value = 0;
        DataViewRowId rowId = default;
        while (cursor.MoveNext())
        {
            features(ref buffer);
            label(ref value);
            id(ref rowId);
            rows.Add((buffer.DenseValues().ToArray(), value, rowId.Low));
        }

        return rows;
    }

    [TestMethod]
    public void Schema_OfEachTask_HasKnownVectorAndTypedLabel()
    {
        var matrix = new SingleMatrix([1, 2, 3, 4], 2);
        MatrixDataView[] views =
        [
            MatrixDataView.Multiclass(matrix, [0, 1]), MatrixDataView.Binary(matrix, [false, true]), MatrixDataView.Regression(
                matrix, [0.5f, 1.5f]),
        ];
        DataViewType[] labels = [NumberDataViewType.Int32, BooleanDataViewType.Instance, NumberDataViewType.Single];
        for (var i = 0; i < views.Length; i++)
        {
            Assert.HasCount(2, views[i].Schema);
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), views[i].Schema["Features"].Type);
            Assert.AreEqual(labels[i], views[i].Schema["Label"].Type);
        }
    }

    [TestMethod]
    public void Schema_WithFeatureNames_HasSlotNames()
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        View().Schema["Features"].GetSlotNames(ref names);
        Assert.AreEqual("a,b", string.Join(",", names.DenseValues()));
    }

    [TestMethod]
    public void Cursor_WithoutShuffle_GivesRowsInOrder()
    {
        var rows = Read(View());
        Assert.HasCount(5, rows);
        for (var i = 0; i < 5; i++)
        {
            CollectionAssert.AreEqual(new float[] { 2 * i, 2 * i + 1 }, rows[i].Features);
            Assert.AreEqual(i % 3, rows[i].Label);
            Assert.AreEqual((ulong)i, rows[i].Id);
        }
    }

    [TestMethod]
    public void Cursor_WithRandomSource_GivesEveryRowOnceInAnotherOrder()
    {
        var view = View(100);
        var rows = Read(view, new Random(3));
        ulong[] ids = [.. rows.Select(row => row.Id)];
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 100).Select(i => (ulong)i).ToArray(), ids);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 100).Select(i => (ulong)i).ToArray(), ids);
        CollectionAssert.AreEqual(ids, Read(view, new Random(3)).Select(row => row.Id).ToArray());
        Assert.IsTrue(rows.All(row => row.Features[0] == 2 * row.Id && row.Label == (int)row.Id % 3));
    }

    [TestMethod]
    public void Select_OfSlice_ShowsTheSameStorage()
    {
        var view = View().Slice(1, 3).Select([2, 0, 2]);
        Assert.AreEqual(3L, view.GetRowCount());
        CollectionAssert.AreEqual(new ulong[] { 3, 1, 3 }, Read(view).Select(row => row.Id).ToArray());
        Assert.AreEqual(0, view.GetClass(0));
        Assert.AreEqual(1f, view.GetLabel(1));
        CollectionAssert.AreEqual(new ulong[] { 1 }, Read(view.Slice(1, 1)).Select(row => row.Id).ToArray());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(31)]
    [DataRow(784)]
    public void ByteMatrix_OfAnyWidth_GivesTheBytesAsSingles(int columns)
    {
        byte[] bytes = [.. Enumerable.Range(0, 3 * columns).Select(i => (byte)(37 * i))];
        var matrix = new ByteMatrix(bytes, columns);
        var row = new float[columns];
        for (var i = 0; i < 3; i++)
        {
            matrix.CopyRow(i, row);
            CollectionAssert.AreEqual(bytes.Skip(i * columns).Take(columns).Select(b => (float)b).ToArray(), row);
        }
    }

    [TestMethod]
    public void Cursor_OnceRunning_AllocatesNothingPerRow()
    {
        var view = MatrixDataView.Multiclass(new ByteMatrix(new byte[784 * 1000], 784), new int[1000]);
        using var cursor = view.GetRowCursor(view.Schema);
        var features = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        var label = cursor.GetGetter<int>(view.Schema["Label"]);
        VBuffer<float> buffer = default;
        var value = 0;
        cursor.MoveNext();
        features(ref buffer);
        label(ref value);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = 0;
        while (cursor.MoveNext())
        {
            features(ref buffer);
            label(ref value);
            rows++;
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(999, rows);
    }

    [TestMethod]
    public void ContentHash_OfSameRowsInOtherStorage_IsTheSame()
    {
        var view = View();
        Assert.AreEqual(view.Take(2).ContentHash, view.Select([0, 1]).ContentHash);
        Assert.AreEqual(View(2).ContentHash, view.Take(2).ContentHash);
        Assert.AreNotEqual(view.Select([1, 0]).ContentHash, view.Take(2).ContentHash);
    }

    [TestMethod]
    public void Constructor_WithUnequalCounts_Throws()
    {
        var e = Assert.ThrowsExactly<ArgumentException>(() => MatrixDataView.Multiclass(new SingleMatrix([1, 2, 3, 4], 2), [0]));
        Assert.StartsWith("2 rows of features and 1 labels; there must be as many.", e.Message);
        e = Assert.ThrowsExactly<ArgumentException>(() => new SingleMatrix([1, 2, 3], 2));
        Assert.StartsWith("3 values do not fill rows of 2 columns.", e.Message);
        e = Assert.ThrowsExactly<ArgumentException>(() => MatrixDataView.Multiclass(new SingleMatrix([1, 2], 2), [0], ["a"]));
        Assert.StartsWith("1 names for 2 features; there must be as many.", e.Message);
    }

    [TestMethod]
    public void Getter_OfInactiveColumnOrWrongType_Throws()
    {
        var view = View();
        using var cursor = view.GetRowCursor([view.Schema["Label"]]);
        Assert.IsFalse(cursor.IsColumnActive(view.Schema["Features"]));
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]));
        var e = Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["Label"]));
        Assert.AreEqual("Column Label holds Int32, not Single.", e.Message);
    }

    [TestMethod]
    public void Take_MoreThanThereAre_Throws() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => View().Take(6));

    [TestMethod]
    public void View_InAPipeline_ReadsAsAnyOther()
    {
        var ml = new MLContext(1);
        var keyed = ml.Transforms.Conversion.MapValueToKey("Label").Fit(View()).Transform(View());
        Assert.AreEqual(3, ((KeyDataViewType)keyed.Schema["Label"].Type).Count is var count ? (int)count : 0);
    }
}
