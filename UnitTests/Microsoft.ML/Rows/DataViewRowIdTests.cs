using Microsoft.ML.Data;

namespace MlPipelines.UnitTests.MicrosoftML.Rows;

/// <summary>The derived identities are those of ML.NET 5.0.</summary>
[TestClass]
public sealed class DataViewRowIdTests
{
    private static readonly DataViewRowId Id = new(5, 9);

    [TestMethod]
    public void Fork_OfAnIdentity_IsAsInMLNet() => Assert.AreEqual("0000001c3e99df6334e09d0a7102196e", Id.Fork().ToString());

    [TestMethod]
    public void Next_OfAnIdentity_IsAsInMLNet() => Assert.AreEqual("0000001c3e99df63000000011adce756", Id.Next().ToString());

    [TestMethod]
    public void Combine_OfTwo_IsAsInMLNet() => Assert.AreEqual("d6c370fefbb08a6fcf76cc3dc7f97a8f", Id.Combine(new DataViewRowId(3, 4)).ToString());

    [TestMethod]
    public void CompareTo_HighPart_DecidesFirst() => Assert.IsLessThan(0, new DataViewRowId(9, 1).CompareTo(new DataViewRowId(0, 2)));
}
