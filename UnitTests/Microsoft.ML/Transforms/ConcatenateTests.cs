using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Transforms;

[TestClass]
public sealed class ConcatenateTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Transform_ScalarsAndVectors_JoinsInOrder()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row { A = 1, B = 2, Vector = [3, 4] } });

        IDataView joined = _ml.Transforms.Concatenate("Features", "B", "Vector", "A").Fit(data).Transform(data);

        CollectionAssert.AreEqual(new float[] { 2, 3, 4, 1 }, joined.GetColumn<float[]>("Features").Single());
        Assert.AreEqual("Vector<Single, 4>", joined.Schema["Features"].Type.ToString());
    }

    [TestMethod]
    public void Transform_SlotNames_AreThoseOfSources()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row() });
        var chain = _ml.Transforms.Concatenate("Pair", "A", "B").Append(_ml.Transforms.Concatenate("All", "Pair", "Vector", "A"));

        VBuffer<ReadOnlyMemory<char>> names = default;
        chain.Fit(data).Transform(data).Schema["All"].GetSlotNames(ref names);

        CollectionAssert.AreEqual(new[] { "Pair.A", "Pair.B", "", "", "A" }, names.DenseValues().Select(name => name.ToString()).ToArray());
    }

    [TestMethod]
    public void Transform_MostlyZeros_GivesSparseVector()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new SparseRow { Sparse = new VBuffer<float>(10, 1, [7], [4]), A = 1 } });

        VBuffer<float> joined = _ml.Transforms.Concatenate("X", "A", "Sparse", "A").Fit(data).Transform(data).GetColumn<VBuffer<float>>("X").Single();

        Assert.IsFalse(joined.IsDense);
        CollectionAssert.AreEqual(new float[] { 1, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 1 }, joined.DenseValues().ToArray());
    }

    [TestMethod]
    public void Transform_OneVector_PassesItWithAnnotations()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row { Vector = [1, 2] } });
        var chain = _ml.Transforms.NormalizeMinMax("Vector").Append(_ml.Transforms.Concatenate("Features", "Vector"));

        Assert.IsTrue(chain.Fit(data).Transform(data).Schema["Features"].IsNormalized());
    }

    [TestMethod]
    public void Transform_NormalizedAndNot_IsNotNormalized()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row { Vector = [1, 2] } });
        var chain = _ml.Transforms.NormalizeMinMax("Vector").Append(_ml.Transforms.Concatenate("Features", "Vector", "A"));

        Assert.IsFalse(chain.Fit(data).Transform(data).Schema["Features"].IsNormalized());
    }

    [TestMethod]
    [DataRow("Q", "Could not find input column 'Q'")]
    [DataRow("Text", "Schema mismatch for input column 'Text': expected Single, got String")]
    public void FitAndTransform_WrongColumn_ThrowsNamingIt(string column, string message)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { new Row() });

        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.Transforms.Concatenate("Features", "A", column).Fit(data).Transform(data));

        StringAssert.Contains(exception.Message, message);
    }

    private sealed class Row
    {
        public float A { get; set; }

        public float B { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [0, 0];

        public string Text { get; set; } = "";
    }

    private sealed class SparseRow
    {
        public float A { get; set; }

        [VectorType(10)]
        public VBuffer<float> Sparse { get; set; }
    }
}
