using MlPipelines.Comparisons.Suites;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.UnitTests.Experiments.Planning;

[TestClass]
public sealed class AvailableLearnersTests
{
    private static string? NoLightGbm(string kind) => kind == "light-gbm" ? "Its library does not load." : null;

    [TestMethod]
    public void WithoutMissing_KindThatDoesNotLoad_LeavesItsLearnersAndClaimsOutAndSaysSo()
    {
        foreach (var (suite, name) in new[] { (CountriesSuite.Suite, "trees"), (TransferSuite.Suite, "boosting") })
        {
            var before = suite.Experiments.Single(experiment => experiment.Name == name);
            CollectionAssert.Contains(before.Learners.Select(spec => spec.Name).ToList(), "LightGBM");

            var after = suite.WithoutMissing(NoLightGbm).Experiments.Single(experiment => experiment.Name == name);

            CollectionAssert.AreEqual(before.Learners.Where(spec => spec.Kind != "light-gbm").ToList(), after.Learners.ToList());
            Assert.IsFalse(after.Claims.Any(claim => claim.NamedLearners.Any(name => name.Text == "LightGBM")));
            CollectionAssert.AreEqual(
                new[] { $"{suite.Name}/{name} runs without LightGBM. Its library does not load." }, after.LeftOut.ToList());
        }
    }

    [TestMethod]
    public void WithoutMissing_KindThatDoesNotLoad_TheRestCanBePlanned() =>
        Assert.IsNotEmpty(RunPlan.Create(SuiteChanges.Quick([CountriesSuite.Suite.WithoutMissing(NoLightGbm)])).Trials);

    [TestMethod]
    public void WithoutMissing_EverythingLoads_ChangesNothing()
    {
        var suite = CountriesSuite.Suite;

        var same = suite.WithoutMissing(_ => null);

        Assert.IsTrue(suite.Experiments.Zip(same.Experiments).All(pair => ReferenceEquals(pair.First, pair.Second)));
    }
}
