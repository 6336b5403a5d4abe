using MlPipelines.Data;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data;

[TestClass]
public class DataSetsTests
{
    [TestMethod]
    public void Catalog_NamesAreUniqueAndStandInsExist()
    {
        string[] names = [.. DataSets.Catalog.Select(info => info.Name)];
        Assert.HasCount(names.Length, names.Distinct());
        foreach (var info in DataSets.Catalog.Where(info => info.StandIn is not null))
        {
            var standIn = DataSets.Catalog.Single(other => other.Name == info.StandIn);
            Assert.IsFalse(standIn.NeedsFiles);
            Assert.AreEqual(info.Task, standIn.Task);
        }
    }

    [TestMethod]
    public void Load_OfUnknownName_ListsTheNames()
    {
        var e = Assert.ThrowsExactly<ArgumentException>(() => DataSets.Load("minst"));
        Assert.StartsWith("There is no data set 'minst'; there are digits, digits-4-9, countries-map, swiss-roll-generated, ", e.Message);
    }

    [TestMethod]
    public void Load_OfNoRows_Throws()
    {
        var e = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataSets.Load("digits", new DataSetOptions { TrainRows = 0 }));
        Assert.StartsWith("TrainRows must be at least 1, or null for the data set's own number.", e.Message);
    }
}
