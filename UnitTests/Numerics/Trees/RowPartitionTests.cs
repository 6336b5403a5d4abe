using MlPipelines.Numerics.Trees.Growing;

namespace MlPipelines.UnitTests.Numerics.Trees;

[TestClass]
public sealed class RowPartitionTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(17)]
    [DataRow(513)]
    public void Split_AnyRange_EqualsStableDivision(int rows)
    {
        var random = new Random(rows);
        var column = new byte[rows];
        random.NextBytes(column);
        byte[] goesRight = [.. Enumerable.Range(0, 256).Select(_ => (byte)random.Next(2))];
        var partition = new RowPartition(rows);
        partition.SetAll(rows);
        var start = rows / 5;
        var end = rows - rows / 7;
        var middle = partition.Split(start, end, column, goesRight);
        int[] expected =
        [
            .. Enumerable.Range(0, start),
            .. Enumerable.Range(start, end - start).Where(r => goesRight[column[r]] == 0),
            .. Enumerable.Range(start, end - start).Where(r => goesRight[column[r]] == 1),
            .. Enumerable.Range(end, rows - end),
        ];
        CollectionAssert.AreEqual(expected, partition.Rows(0, rows).ToArray());
        Assert.AreEqual(start + Enumerable.Range(start, end - start).Count(r => goesRight[column[r]] == 0), middle);
    }
}
