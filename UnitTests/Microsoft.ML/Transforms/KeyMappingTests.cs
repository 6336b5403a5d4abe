using Microsoft.ML;
using Microsoft.ML.Data;
using KeyOrdinality = Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality;

namespace MlPipelines.UnitTests.MicrosoftML.Transforms;

[TestClass]
public sealed class KeyMappingTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(KeyOrdinality.ByOccurrence, new uint[] { 1, 2, 0, 1, 3 }, new[] { "b", "a", "B" })]
    [DataRow(KeyOrdinality.ByValue, new uint[] { 3, 2, 0, 3, 1 }, new[] { "B", "a", "b" })]
    public void MapValueToKey_Text_NumbersValuesInOrder(KeyOrdinality order, uint[] expected, string[] values)
    {
        IDataView mapped = Map("Text", order);

        CollectionAssert.AreEqual(expected, mapped.GetColumn<uint>("Key").ToArray());
        Assert.AreEqual("Key<UInt32, 0-2>", mapped.Schema["Key"].Type.ToString());
        VBuffer<ReadOnlyMemory<char>> names = default;
        mapped.Schema["Key"].GetKeyValues(ref names);
        CollectionAssert.AreEqual(values, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    public void MapValueToKey_Numbers_GivesMissingOnesNone()
    {
        IDataView mapped = Map("Number", KeyOrdinality.ByValue);

        CollectionAssert.AreEqual(new uint[] { 3, 0, 2, 1, 3 }, mapped.GetColumn<uint>("Key").ToArray());
        VBuffer<float> values = default;
        mapped.Schema["Key"].GetKeyValues(ref values);
        CollectionAssert.AreEqual(new float[] { -1, 0, 2 }, values.DenseValues().ToArray());
    }

    [TestMethod]
    public void MapValueToKey_Vectors_ShareKeys()
    {
        IDataView mapped = Map("Texts", KeyOrdinality.ByOccurrence);

        CollectionAssert.AreEqual(new uint[] { 1, 2 }, mapped.GetColumn<uint[]>("Key").First());
        CollectionAssert.AreEqual(new uint[] { 2, 0 }, mapped.GetColumn<uint[]>("Key").ElementAt(1));
    }

    [TestMethod]
    public void MapValueToKey_MaximumNumberOfKeys_LeavesLaterValuesOut()
    {
        IDataView data = Data();

        IDataView mapped = _ml.Transforms.Conversion.MapValueToKey("Key", "Text", maximumNumberOfKeys: 2).Fit(data).Transform(data);

        CollectionAssert.AreEqual(new uint[] { 1, 2, 0, 1, 0 }, mapped.GetColumn<uint>("Key").ToArray());
    }

    [TestMethod]
    public void MapValueToKey_KeyData_GivesItsOrder()
    {
        IDataView data = Data();
        IDataView keys = _ml.Data.LoadFromEnumerable(new[] { new KeyRow { Value = "z" }, new KeyRow { Value = "a" }, new KeyRow { Value = "b" } });

        IDataView mapped = _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: keys).Fit(data).Transform(data);

        CollectionAssert.AreEqual(new uint[] { 3, 2, 0, 3, 0 }, mapped.GetColumn<uint>("Key").ToArray());
    }

    [TestMethod]
    public void MapValueToKey_NewValues_HaveNoKey()
    {
        ITransformer model = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(Data());

        IDataView mapped = model.Transform(_ml.Data.LoadFromEnumerable(new[] { new Row { Text = "q" }, new Row { Text = "a" } }));

        CollectionAssert.AreEqual(new uint[] { 0, 2 }, mapped.GetColumn<uint>("Key").ToArray());
    }

    [TestMethod]
    public void MapValueToKey_AsText_GivesTextValues()
    {
        IDataView data = Data();

        DataViewSchema.Column key = _ml.Transforms.Conversion.MapValueToKey("Key", "Number", addKeyValueAnnotationsAsText: true).Fit(data).Transform(data).Schema["Key"];

        VBuffer<ReadOnlyMemory<char>> values = default;
        key.GetKeyValues(ref values);
        CollectionAssert.AreEqual(new[] { "2", "0", "-1" }, values.DenseValues().Select(value => value.ToString()).ToArray());
    }

    [TestMethod]
    public void MapKeyToValue_Keys_GivesValuesBack()
    {
        IDataView mapped = Map("Text", KeyOrdinality.ByValue), numbers = Map("Number", KeyOrdinality.ByValue);

        IDataView back = _ml.Transforms.Conversion.MapKeyToValue("Back", "Key").Fit(mapped).Transform(mapped);
        IDataView numbersBack = _ml.Transforms.Conversion.MapKeyToValue("Back", "Key").Fit(numbers).Transform(numbers);

        CollectionAssert.AreEqual(new[] { "b", "a", "", "b", "B" }, back.GetColumn<string>("Back").ToArray());
        CollectionAssert.AreEqual(new[] { 2, float.NaN, 0, -1, 2 }, numbersBack.GetColumn<float>("Back").ToArray());
    }

    [TestMethod]
    public void MapKeyToValue_KeyWithoutValues_Throws()
    {
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Transforms.Conversion.MapKeyToValue("Plain").Fit(Data()));

        StringAssert.Contains(exception.Message, "Metadata KeyValues does not exist");
    }

    [TestMethod]
    public void MapValueToKey_WrongArguments_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Key", "Q").Fit(Data()));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Key", "Text", maximumNumberOfKeys: 0).Fit(Data()));
        IDataView numbers = _ml.Transforms.SelectColumns("Number").Fit(Data()).Transform(Data());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: numbers).Fit(Data()));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: Data()).Fit(Data()));
    }

    private IDataView Map(string column, KeyOrdinality order)
    {
        IDataView data = Data();
        return _ml.Transforms.Conversion.MapValueToKey("Key", column, keyOrdinality: order).Fit(data).Transform(data);
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable(new List<Row>
    {
        new() { Text = "b", Number = 2, Texts = ["x", "y"] },
        new() { Text = "a", Number = float.NaN, Texts = ["y", ""] },
        new() { Text = "", Number = 0, Texts = ["x", "z"] },
        new() { Text = "b", Number = -1, Texts = ["x", "x"] },
        new() { Text = "B", Number = 2, Texts = ["z", "y"] },
    });

    private sealed class Row
    {
        public string Text { get; set; } = "";

        public float Number { get; set; }

        [VectorType(2)]
        public string[] Texts { get; set; } = ["", ""];

        [KeyType(4)]
        public uint Plain { get; set; }
    }

    private sealed class KeyRow
    {
        public string Value { get; set; } = "";
    }
}
