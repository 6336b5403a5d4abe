using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Typed;

[TestClass]
public sealed class CreateEnumerableTests
{
    private static readonly MLContext Ml = new(1);

    private static readonly IDataView Data = Ml.Data.LoadFromEnumerable(new[]
    {
        new TypedRow
        {
            Free = [1, 2], Fixed = [3, 4, 5], Text = "a", Texts = ["b", null], Key = 2, Flag = true, Number = 7,
            Buffer = new VBuffer<float>(4, 1, [5f], [2]), Time = new DateTime(2020, 1, 2),
        },
        new TypedRow { Free = [6], Fixed = [7, 8, 9], Text = "c", Texts = [] },
    });

    [TestMethod]
    public void CreateEnumerable_EveryKindOfMember_ComesBack()
    {
        var row = Ml.Data.CreateEnumerable<TypedRow>(Data, reuseRowObject: false).First();

        CollectionAssert.AreEqual(new[] { 1f, 2f }, row.Free);
        CollectionAssert.AreEqual(new[] { 3f, 4f, 5f }, row.Fixed);
        Assert.AreEqual("a", row.Text);
        CollectionAssert.AreEqual(new[] { "b", "" }, row.Texts);
        Assert.AreEqual(3u, row.Key, "the raw key, counted from 1");
        Assert.IsTrue(row.Flag);
        Assert.AreEqual(7, row.Number);
        Assert.AreEqual(5f, row.Buffer.GetItemOrDefault(2));
        Assert.AreEqual(new DateTime(2020, 1, 2), row.Time);
    }

    [TestMethod]
    public void CreateEnumerable_ReuseOrNot_GivesOneObjectOrMany()
    {
        var many = Ml.Data.CreateEnumerable<TypedRow>(Data, reuseRowObject: false).ToArray();
        var one = Ml.Data.CreateEnumerable<TypedRow>(Data, reuseRowObject: true).ToArray();

        Assert.AreNotSame(many[0], many[1]);
        Assert.AreNotSame(many[0].Fixed, many[1].Fixed);
        Assert.AreSame(one[0], one[1]);
        CollectionAssert.AreEqual(new[] { 6f }, many[1].Free);
    }

    [TestMethod]
    public void CreateEnumerable_MissingColumn_ThrowsOrIsIgnored()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Data.CreateEnumerable<Other>(Data, false).ToArray());
        Assert.Contains("column 'Nope'", exception.Message);
        Assert.AreEqual(77, Ml.Data.CreateEnumerable<Other>(Data, false, ignoreMissingColumns: true).First().Nope);
    }

    [TestMethod]
    public void CreateEnumerable_WrongType_Throws()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Ml.Data.CreateEnumerable<Wrong>(Data, false).ToArray());
        Assert.Contains("Can't bind the IDataView column 'Text' of type 'String' to field or property 'Text' of type 'System.Int32'", exception.Message);
    }

    [TestMethod]
    public void GetColumn_WrongType_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Data.GetColumn<float>("Text").ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Data.GetColumn<float[]>("Text").ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Data.GetColumn<int>("Nope").ToArray());
    }

    [TestMethod]
    public void Preview_OfData_HoldsRowsAndColumns()
    {
        var preview = Data.Preview(maxRows: 1);

        Assert.HasCount(1, preview.RowView);
        Assert.AreEqual("10 columns, 1 rows", preview.ToString());
        Assert.AreEqual(7, preview.ColumnView.Single(column => column.Column.Name == "Named").Values[0]);
    }

    private sealed class Other
    {
        public int Nope { get; set; } = 77;
    }

    private sealed class Wrong
    {
        public int Text { get; set; }
    }
}
