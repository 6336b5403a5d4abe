using Microsoft.ML;
using Microsoft.ML.Data;
using OutputKind = Microsoft.ML.Transforms.OneHotEncodingEstimator.OutputKind;

namespace MlPipelines.UnitTests.MicrosoftML.Transforms;

[TestClass]
public sealed class CategoricalTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(OutputKind.Indicator, new float[] { 1, 0 }, new float[] { 0, 1 }, new float[] { 0, 0 })]
    [DataRow(OutputKind.Bag, new float[] { 1, 0 }, new float[] { 0, 1 }, new float[] { 0, 0 })]
    [DataRow(OutputKind.Binary, new float[] { 0, 0, 0 }, new float[] { 0, 0, 1 }, new float[] { 1, 1, 1 })]
    public void OneHotEncoding_Scalar_SpreadsValues(OutputKind kind, float[] first, float[] second, float[] missing)
    {
        IDataView encoded = Encode("Text", kind);

        float[][] rows = [.. encoded.GetColumn<float[]>("X")];
        CollectionAssert.AreEqual(first, rows[0]);
        CollectionAssert.AreEqual(second, rows[1]);
        CollectionAssert.AreEqual(missing, rows[2]);
        Assert.IsTrue(encoded.Schema["X"].IsNormalized());
    }

    [TestMethod]
    public void OneHotEncoding_Vector_GivesGroupForEachSlot()
    {
        IDataView encoded = Encode("Texts", OutputKind.Indicator);

        Assert.AreEqual("Vector<Single, 2, 3>", encoded.Schema["X"].Type.ToString());
        CollectionAssert.AreEqual(new float[] { 1, 0, 0, 0, 1, 0 }, encoded.GetColumn<float[]>("X").First());
        VBuffer<ReadOnlyMemory<char>> names = default;
        encoded.Schema["X"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(
            new[] { "[0].x", "[0].y", "[0].z", "[1].x", "[1].y", "[1].z" }, names.DenseValues().Select(name => name.ToString()).ToArray());
        VBuffer<int> ranges = default;
        encoded.Schema["X"].Annotations.GetValue("CategoricalSlotRanges", ref ranges);
        CollectionAssert.AreEqual(new[] { 0, 2, 3, 5 }, ranges.DenseValues().ToArray());
    }

    [TestMethod]
    public void OneHotEncoding_BagOfVector_CountsOverSlots()
    {
        IDataView encoded = Encode("Texts", OutputKind.Bag);

        CollectionAssert.AreEqual(new float[] { 1, 1, 0 }, encoded.GetColumn<float[]>("X").First());
        CollectionAssert.AreEqual(new float[] { 0, 0, 2 }, encoded.GetColumn<float[]>("X").ElementAt(1));
    }

    [TestMethod]
    public void OneHotEncoding_Key_StaysKey() => Assert.AreEqual("Key<UInt32, 0-1>", Encode("Text", OutputKind.Key).Schema["X"].Type.ToString());

    [TestMethod]
    public void MapKeyToVector_PlainKey_SpreadsIt()
    {
        IDataView data = Data();

        IDataView mapped = _ml.Transforms.Conversion.MapKeyToVector("X", "Key").Fit(data).Transform(data);

        CollectionAssert.AreEqual(new float[] { 0, 0, 1, 0 }, mapped.GetColumn<float[]>("X").First());
    }

    [TestMethod]
    public void MapKeyToVector_NoKey_ThrowsNamingColumn()
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapKeyToVector("X", "Text").Fit(Data()));

        StringAssert.Contains(exception.Message, "Text");
    }

    [TestMethod]
    public void MapValue_Table_FindsValues()
    {
        IDataView data = Data();

        IDataView mapped = _ml.Transforms.Conversion.MapValue("X", new Dictionary<string, int> { ["a"] = 10, ["b"] = 20 }, "Text").Fit(data).Transform(data);

        CollectionAssert.AreEqual(new[] { 20, 10, 0 }, mapped.GetColumn<int>("X").ToArray());
    }

    [TestMethod]
    public void MapValue_Vectors_FindsVectors()
    {
        IDataView data = Data();

        IDataView mapped = _ml.Transforms.Conversion.MapValue("X", new Dictionary<string, float[]> { ["a"] = [1, 2], ["b"] = [3, 4] }, "Text").Fit(data).Transform(data);

        Assert.AreEqual("Vector<Single, 2>", mapped.Schema["X"].Type.ToString());
        CollectionAssert.AreEqual(new float[] { 3, 4 }, mapped.GetColumn<float[]>("X").First());
    }

    [TestMethod]
    public void MapValue_AsKeys_NumbersValues()
    {
        IDataView data = Data();

        IDataView mapped = _ml.Transforms.Conversion.MapValue("X", new Dictionary<string, string> { ["a"] = "s", ["b"] = "t" }, "Text", treatValuesAsKeyType: true)
            .Fit(data).Transform(data);

        Assert.AreEqual("Key<UInt32, 0-1>", mapped.Schema["X"].Type.ToString());
        CollectionAssert.AreEqual(new uint[] { 2, 1, 0 }, mapped.GetColumn<uint>("X").ToArray());
    }

    [TestMethod]
    public void MapValue_KeyTwice_Throws()
    {
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() =>
            _ml.Transforms.Conversion.MapValue("X", new[] { KeyValuePair.Create("a", 1), KeyValuePair.Create("a", 2) }, "Text"));

        StringAssert.Contains(exception.Message, "Duplicate keys in data 'a'");
    }

    private IDataView Encode(string column, OutputKind kind)
    {
        IDataView data = Data();
        return _ml.Transforms.Categorical.OneHotEncoding("X", column, kind).Fit(data).Transform(data);
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable(new List<Row>
    {
        new() { Text = "b", Texts = ["x", "y"], Key = 2 },
        new() { Text = "a", Texts = ["z", "z"], Key = 0 },
        new() { Text = "", Texts = ["", "x"], Key = 9 },
    });

    private sealed class Row
    {
        public string Text { get; set; } = "";

        [VectorType(2)]
        public string[] Texts { get; set; } = [];

        [KeyType(4)] // 0 to 3: LoadFromEnumerable makes keys 1 to 4 of them
        public uint Key { get; set; }
    }
}
