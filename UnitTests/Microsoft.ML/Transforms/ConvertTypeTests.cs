using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Transforms;

[TestClass]
public sealed class ConvertTypeTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void ConvertType_NumbersAndBooleans_GoToSingle()
    {
        IDataView data = Data();

        IDataView converted = _ml.Transforms.Conversion.ConvertType([new InputOutputColumnPair("Int"), new InputOutputColumnPair("Flag"), new InputOutputColumnPair("Double"), new InputOutputColumnPair("Byte")])
            .Fit(data).Transform(data);

        CollectionAssert.AreEqual(new float[] { 7, -3 }, converted.GetColumn<float>("Int").ToArray());
        CollectionAssert.AreEqual(new float[] { 1, 0 }, converted.GetColumn<float>("Flag").ToArray());
        CollectionAssert.AreEqual(new[] { 0.5f, float.PositiveInfinity }, converted.GetColumn<float>("Double").ToArray());
        CollectionAssert.AreEqual(new float[] { 200, 0 }, converted.GetColumn<float>("Byte").ToArray());
        Assert.IsTrue(converted.Schema["Flag"].IsNormalized());
    }

    [TestMethod]
    public void ConvertType_Text_IsRead()
    {
        IDataView data = Data();

        CollectionAssert.AreEqual(new[] { 1.5f, float.NaN }, Convert(data, "Text", DataKind.Single).GetColumn<float>("X").ToArray());
        CollectionAssert.AreEqual(new[] { false, false }, Convert(data, "Text", DataKind.Boolean).GetColumn<bool>("X").ToArray());
        CollectionAssert.AreEqual(new[] { "1.5", "?" }, Convert(data, "Text", DataKind.String).GetColumn<string>("X").ToArray());
    }

    [TestMethod]
    public void ConvertType_ToText_IsWritten()
    {
        IDataView data = Data();

        CollectionAssert.AreEqual(new[] { "7", "-3" }, Convert(data, "Int", DataKind.String).GetColumn<string>("X").ToArray());
        CollectionAssert.AreEqual(new[] { "True", "False" }, Convert(data, "Flag", DataKind.String).GetColumn<string>("X").ToArray());
    }

    [TestMethod]
    public void ConvertType_Vector_StaysVectorOfItsSize()
    {
        IDataView data = Data();

        IDataView converted = Convert(data, "Vector", DataKind.Double);

        Assert.AreEqual("Vector<Double, 2>", converted.Schema["X"].Type.ToString());
        CollectionAssert.AreEqual(new[] { 1.0, 2 }, converted.GetColumn<double[]>("X").First());
    }

    [TestMethod]
    public void ConvertType_Key_StaysKeyWithValues()
    {
        IDataView data = Data();
        var chain = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.Conversion.ConvertType("X", "Key", DataKind.Byte));

        DataViewSchema.Column column = chain.Fit(data).Transform(data).Schema["X"];

        Assert.AreEqual("Key<Byte, 0-1>", column.Type.ToString());
        Assert.IsTrue(column.Annotations.Schema.GetColumnOrNull("KeyValues").HasValue);
    }

    [TestMethod]
    [DataRow("Q", DataKind.Single)]
    [DataRow("Double", DataKind.Int32)]
    [DataRow("Byte", DataKind.Int32)]
    [DataRow("Key", DataKind.Single)]
    public void ConvertType_Impossible_ThrowsNamingColumn(string column, DataKind kind)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Convert(Data(), column, kind));

        StringAssert.Contains(exception.Message, column);
    }

    private IDataView Convert(IDataView data, string column, DataKind kind) =>
        _ml.Transforms.Conversion.ConvertType("X", column, kind).Fit(data).Transform(data);

    private IDataView Data() => _ml.Data.LoadFromEnumerable(new List<Row>
    {
        new() { Int = 7, Flag = true, Double = 0.5, Byte = 200, Text = "1.5", Vector = [1, 2] },
        new() { Int = -3, Double = 1e300, Text = "?", Vector = [3, 4] },
    });

    private sealed class Row
    {
        public int Int { get; set; }

        public bool Flag { get; set; }

        public double Double { get; set; }

        public byte Byte { get; set; }

        public string Text { get; set; } = "";

        [VectorType(2)]
        public float[] Vector { get; set; } = [0, 0];

        [KeyType(3)]
        public uint Key { get; set; }
    }
}
