using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Schema;

[TestClass]
public sealed class DataViewTypeTests
{
    [TestMethod]
    public void ToString_EveryKind_NamesTypeAndSize()
    {
        Assert.AreEqual("Single", NumberDataViewType.Single.ToString());
        Assert.AreEqual("String", TextDataViewType.Instance.ToString());
        Assert.AreEqual("Key<Byte, 0-4>", new KeyDataViewType(typeof(byte), 5).ToString());
        Assert.AreEqual("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.AreEqual("Vector<Single, 2, *>", new VectorDataViewType(NumberDataViewType.Single, 2, 0).ToString());
    }

    [TestMethod]
    public void Equals_SameParts_AreEqual()
    {
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 5));
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(byte), 5));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, 2, 3));
        Assert.AreNotEqual(new VectorDataViewType(NumberDataViewType.Single, 6), new VectorDataViewType(NumberDataViewType.Single, 2, 3));
    }

    [TestMethod]
    public void Size_OfDimensions_IsTheirProduct()
    {
        var type = new VectorDataViewType(NumberDataViewType.Double, 2, 3, 4);

        Assert.AreEqual(24, type.Size);
        Assert.IsTrue(type.IsKnownSize);
        Assert.AreEqual(typeof(VBuffer<double>), type.RawType);
    }

    [TestMethod]
    public void Key_CountBeyondItsType_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 300));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 3));
    }
}
