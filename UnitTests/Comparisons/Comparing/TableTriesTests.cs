using MlPipelines.Comparisons.Comparing;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Comparisons.Comparing;

[TestClass]
public sealed class TableTriesTests
{
    [TestMethod]
    [DataRow("boosted-trees", 700, 96.0, 5)]
    [DataRow("boosted-trees", 50_000, 96.0, 2)]
    [DataRow("boosted-trees", 500_000, 96.0, 1)]
    [DataRow("linear-regression", 700, 96.0, 4)]
    [DataRow("light-gbm", 700, 0.5, 1)]
    [DataRow("constant", 700, 96.0, 1)]
    public void With_RowsAndTime_TriesAsManyAsThereIsTimeFor(string kind, int rows, double seconds, int expected) =>
        Assert.AreEqual(expected, Count(new TableTries(rows, features: 20, outputs: 1, seconds).With(kind, Settings.Empty)));

    [TestMethod]
    public void With_AtMostSoMany_TriesNoMore()
    {
        var own = Settings.Parse("leaves=31");

        Assert.AreEqual("leaves=31 try=leaves:7", new TableTries(700, 20, 1, 96, most: 2).With("light-gbm", own).ToString());
        Assert.AreEqual(own, new TableTries(700, 20, 1, 96, most: 1).With("light-gbm", own));
    }

    [TestMethod]
    public void With_EveryKindThatTries_GivesSettingsThatItHas()
    {
        var tries = new TableTries(700, 20, 1, 1e9);

        foreach (var kind in LearnerCatalog.Own.All.Where(kind => Count(tries.With(kind.Name, Settings.Empty)) > 1))
            Assert.IsNotNull(kind.Create(kind.Tasks[0], "own", tries.With(kind.Name, Settings.Empty)));
        Assert.IsGreaterThan(4, LearnerCatalog.Own.All.Count(kind => Count(tries.With(kind.Name, Settings.Empty)) > 1));
    }

    private static int Count(Settings settings) => 1 + settings.Get(TriedSettings.Setting).Count;
}
