using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Views;

[TestClass]
public sealed class CacheTests
{
    [TestMethod]
    public void Cache_ReadTwice_ReadsTheSourceOnce()
    {
        var ml = new MLContext(1);
        var readings = 0;
        IEnumerable<Row> Rows()
        {
            readings++;
            for (var i = 0; i < 500; i++)
                yield return new Row { Id = i, Vector = [i, 2 * i], Text = $"row {i}" };
        }

        var cache = ml.Data.Cache(ml.Data.LoadFromEnumerable(Rows()), "Vector", "Text");
        var first = cache.GetColumn<float[]>("Vector").ToArray();
        var second = cache.GetColumn<float[]>("Vector").ToArray();
        var texts = cache.GetColumn<string>("Text").ToArray();

        Assert.AreEqual(1, readings);
        Assert.HasCount(500, first);
        CollectionAssert.AreEqual(first[123], second[123]);
        Assert.AreEqual(246f, second[123][1]);
        Assert.AreEqual("row 77", texts[77]);
        Assert.IsTrue(cache.CanShuffle);
    }

    [TestMethod]
    public void Cache_ColumnThatCannotBeRead_LeavesNoHalfFilledOne()
    {
        var ml = new MLContext(1);
        var view = new Unreadable(ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new Row { Id = i, Vector = [i, -i], Text = "t" }).ToArray()));
        var cache = ml.Data.Cache(view);

        view.Broken = "Text";
        Assert.ThrowsExactly<InvalidOperationException>(() => cache.GetRowCursor([cache.Schema["Id"], cache.Schema["Text"]]));
        view.Broken = "";

        CollectionAssert.AreEqual(Enumerable.Range(0, 100).ToArray(), cache.GetColumn<int>("Id").ToArray());
        Assert.IsTrue(cache.GetColumn<string>("Text").All(text => text == "t"));
    }

    /// <summary>A view one of whose columns gives no getter.</summary>
    private sealed class Unreadable(IDataView rows) : IDataView
    {
        public string Broken { get; set; } = "";

        public DataViewSchema Schema => rows.Schema;

        public bool CanShuffle => rows.CanShuffle;

        public long? GetRowCount() => rows.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, rows.GetRowCursor(columnsNeeded, rand));

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

        private sealed class Cursor(Unreadable view, DataViewRowCursor inner) : DataViewRowCursor
        {
            public override DataViewSchema Schema => inner.Schema;

            public override long Position => inner.Position;

            public override long Batch => inner.Batch;

            public override bool MoveNext() => inner.MoveNext();

            public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(column);

            public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
                => column.Name == view.Broken ? throw new InvalidOperationException("broken") : inner.GetGetter<TValue>(column);
        }
    }

    [TestMethod]
    public void Cache_SeveralThreads_AllSeeTheSameRows()
    {
        var ml = new MLContext(1);
        var cache = ml.Data.Cache(ml.Data.LoadFromEnumerable(Enumerable.Range(0, 2000).Select(i => new Row { Id = i, Vector = [i, -i] }).ToArray()));

        var sums = new double[8];
        Parallel.For(0, sums.Length, i => sums[i] = cache.GetColumn<float[]>("Vector").Sum(vector => (double)vector[0]));

        Assert.IsTrue(sums.All(sum => sum == 1999.0 * 1000));
    }

    [TestMethod]
    public void Cache_SparseAndEmptyVectors_ComeBackAsTheyWere()
    {
        var ml = new MLContext(1);
        var cache = ml.Data.Cache(ml.Data.LoadFromEnumerable(new[]
        {
            new SparseRow { Vector = new VBuffer<float>(10, 2, [1f, 2f], [3, 7]) },
            new SparseRow(),
            new SparseRow { Vector = new VBuffer<float>(2, [4f, 5f]) },
        }));

        var vectors = cache.GetColumn<VBuffer<float>>("Vector").Select(vector => $"{vector}: {string.Join(' ', vector.DenseValues())}").ToArray();

        Assert.AreEqual("Sparse vector of size 10, 2 explicit values: 0 0 0 1 0 0 0 2 0 0", vectors[0]);
        Assert.AreEqual("Dense vector of size 0: ", vectors[1]);
        Assert.AreEqual("Dense vector of size 2: 4 5", vectors[2]);
    }

    [TestMethod]
    public void Cache_UnknownColumn_Throws()
    {
        var ml = new MLContext(1);
        var data = ml.Data.LoadFromEnumerable(new[] { new Row() });

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => ml.Data.Cache(data, "Nope"));
        Assert.Contains("Could not find prefetch column 'Nope'", exception.Message);
    }

    private sealed class Row
    {
        public int Id { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [0, 0];

        public string Text { get; set; } = "";
    }

    private sealed class SparseRow
    {
        public VBuffer<float> Vector { get; set; }
    }
}
