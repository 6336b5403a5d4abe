using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;

namespace MlPipelines.UnitTests.CustomTrainers.Training;

[TestClass]
public sealed class RowReaderTests
{
    private const int Width = 50;
    private static readonly RowSource Source = new("training", "Features", new NumberLabel("Label"), null);

    [TestMethod]
    [DataRow(1)]
    [DataRow(1024)]
    [DataRow(1025)]
    [DataRow(5000)]
    public void Read_ViewWithoutRowCount_GivesAllRowsAndHoldsThemOnce(int rows)
    {
        var ml = new MLContext(1);
        var points = Points(rows).ToList();
        var unknown = ml.Data.LoadFromEnumerable(points.Where(_ => true));
        Assert.IsNull(unknown.GetRowCount());
        RowReader.Read(unknown, Source, default);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = RowReader.Read(unknown, Source, default);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(rows, read.Count);
        for (var i = 0; i < rows; i++)
        {
            Assert.AreEqual(points[i].Label, read.Labels.Span[i]);
            Assert.AreEqual(points[i].Features[^1], read.Features.Span[i * Width + Width - 1]);
        }
        long data = (long)rows * (Width * sizeof(float) + sizeof(double)), first = 1024 * (Width * sizeof(float) + sizeof(double));
        Assert.IsLessThan(data + first + 200_000, allocated);
    }

    /// <summary>Rows that can be read once alone are no view: the count would take them away from the reading.</summary>
    [TestMethod]
    public void Read_RowsThatAreGoneOnceRead_Throws()
    {
        using var rows = Points(5000).GetEnumerator();
        IEnumerable<Point> Rest()
        {
            while (rows.MoveNext())
                yield return rows.Current;
        }

        var exception = Assert.ThrowsExactly<InvalidOperationException>(
            () => RowReader.Read(new MLContext(1).Data.LoadFromEnumerable(Rest()), Source, default));

        StringAssert.StartsWith(exception.Message, "The training data had ");
        StringAssert.EndsWith(exception.Message, "it must give the same rows each time.");
    }

    [TestMethod]
    public void Read_FewerRowsWhenCounted_Throws()
    {
        var passes = 0;
        IEnumerable<Point> Shrinking()
        {
            foreach (var point in Points(passes++ == 0 ? 6000 : 2000))
                yield return point;
        }

        var exception = Assert.ThrowsExactly<InvalidOperationException>(
            () => RowReader.Read(new MLContext(1).Data.LoadFromEnumerable(Shrinking()), Source, default));

        Assert.AreEqual(
            "The training data had 2000 rows when they were counted and 6000 when they were read; it must give the same rows each time.",
            exception.Message);
    }

    private static IEnumerable<Point> Points(int count)
    {
        for (var i = 0; i < count; i++)
            yield return new Point { Label = i, Features = [.. Enumerable.Range(0, Width).Select(j => i + j / 64f)] };
    }

    private sealed class Point
    {
        public float Label { get; set; }

        [VectorType(RowReaderTests.Width)]
        public float[] Features { get; set; } = [];
    }
}
