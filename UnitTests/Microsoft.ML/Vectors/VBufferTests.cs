using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Vectors;

[TestClass]
public sealed class VBufferTests
{
    private static VBuffer<float> Sparse => new(6, 2, [5f, 7f], [1, 4]);

    [TestMethod]
    public void DenseValues_OfSparse_FillsWithDefaults() =>
        CollectionAssert.AreEqual(new[] { 0f, 5f, 0f, 0f, 7f, 0f }, Sparse.DenseValues().ToArray());

    [TestMethod]
    public void Items_OfSparse_GivesStoredOrAll()
    {
        CollectionAssert.AreEqual(new[] { 1, 4 }, Sparse.Items().Select(pair => pair.Key).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4, 5 }, Sparse.Items(all: true).Select(pair => pair.Key).ToArray());
    }

    [TestMethod]
    public void GetItemOrDefault_OfSparse_FindsOrDefaults()
    {
        Assert.AreEqual(7f, Sparse.GetItemOrDefault(4));
        Assert.AreEqual(0f, Sparse.GetItemOrDefault(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sparse.GetItemOrDefault(6));
    }

    [TestMethod]
    public void CopyTo_PartOfSparse_KeepsItsIndices()
    {
        var destination = default(VBuffer<float>);

        Sparse.CopyTo(ref destination, 1, 4);

        Assert.AreEqual(4, destination.Length);
        CollectionAssert.AreEqual(new[] { 5f, 0f, 0f, 7f }, destination.DenseValues().ToArray());
    }

    [TestMethod]
    public void CopyTo_SpanWithDefault_FillsTheRest()
    {
        var target = new float[8];

        Sparse.CopyTo(target, 2, -1f);

        CollectionAssert.AreEqual(new[] { 0f, 0f, -1f, 5f, -1f, -1f, 7f, -1f }, target);
    }

    [TestMethod]
    public void Create_LargeEnough_ReusesTheArrays()
    {
        var buffer = new VBuffer<float>(3, [1f, 2f, 3f]);

        var editor = VBufferEditor.Create(ref buffer, 2);

        Assert.IsFalse(editor.CreatedNewValues);
        editor.Values[0] = 9;
        editor.Values[1] = 8;
        buffer = editor.Commit();
        CollectionAssert.AreEqual(new[] { 9f, 8f }, buffer.DenseValues().ToArray());
    }

    [TestMethod]
    public void CommitTruncated_FewerValues_GivesShorterSparseVector()
    {
        var buffer = default(VBuffer<float>);
        var editor = VBufferEditor.Create(ref buffer, 10, 3);
        editor.Indices[0] = 8;
        editor.Values[0] = 2;

        buffer = editor.CommitTruncated(1);

        Assert.IsFalse(buffer.IsDense);
        Assert.AreEqual(2f, buffer.GetItemOrDefault(8));
        Assert.AreEqual("Sparse vector of size 10, 1 explicit values", buffer.ToString());
    }

    [TestMethod]
    public void Constructor_TooFewValues_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, 2, new float[2], new int[1]));
    }
}
