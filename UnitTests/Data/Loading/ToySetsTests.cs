using MlPipelines.Data;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data.Loading;

[TestClass]
public class ToySetsTests
{
    [TestMethod]
    [DataRow("swiss-roll", 20_000, 5_000, 2, 2, 10_011)]
    [DataRow("peaks", 25_000, 6_250, 2, 5, 4_992)]
    [DataRow("gmm", 25_000, 6_250, 5, 5, 5_013)]
    public void Load_OfRealFiles_HasTheirRows(string name, int train, int validation, int features, int classes, int firstClass)
    {
        var set = DataSets.Load(name, RealData.Require(name));
        Assert.AreEqual((train, validation, 0), (set.TrainRows, set.ValidationRows, set.TestRows));
        Assert.AreEqual((features, classes), (set.FeatureCount, set.ClassCount));
        Assert.AreEqual(firstClass, Enumerable.Range(0, train).Count(row => set.Train.GetClass(row) == 0));
        Assert.IsNull(set.Test);
    }

    [TestMethod]
    [DataRow("swiss-roll")]
    [DataRow("peaks")]
    [DataRow("gmm")]
    public void Load_OfStandIn_HasTheShapeOfTheFiles(string name)
    {
        var set = DataSets.Load(name, new DataSetOptions { DataDirectory = null, AllowStandIn = true, AllowDownload = false });
        Assert.AreEqual($"{name}-generated", set.Name);
        Assert.AreEqual(
            (name == "swiss-roll" ? 20_000 : 25_000, name == "swiss-roll" ? 5_000 : 6_250, 0),
            (set.TrainRows, set.ValidationRows, set.TestRows));
        Assert.AreEqual($"generated stand-in for {name}: {name}-generated, generated from seed 1", set.Source.Text);
    }

    [TestMethod]
    public void Load_OfTestRowsThatThereAreNot_Throws()
    {
        var options = RealData.Require("peaks") with { TestRows = 5 };

        var e = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataSets.Load("peaks", options));

        Assert.StartsWith("peaks has no test rows, and 5 were asked for.", e.Message);
    }
}
