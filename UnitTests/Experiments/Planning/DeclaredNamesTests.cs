using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.UnitTests.Pipelines.Learners;

namespace MlPipelines.UnitTests.Experiments.Planning;

/// <summary>Claims, choices, pictures and maps that name what an experiment does not have.</summary>
[TestClass]
public sealed class DeclaredNamesTests
{
    private static readonly LearnerSpec Linear = new("lbfgs-maximum-entropy", "linear", Settings.Empty), Net = new(
        "mlp", "net", Settings.Empty);
    private static readonly SweepAxis Rates = SweepAxis.Of("rate", "0.1", "0.01");
    private static readonly Measure Accuracy = Measure.Metric(Split.Test, Metric.Accuracy);

    private static readonly Experiment Example = new()
    {
        Name = "e",
        Question = "",
        DataSets = ["countries-map"],
        Learners = [Linear, Net],
        Sweep = [Rates],
        Seeds = 2,
        Choices = [new("the best", Accuracy, Net.At(Rates.Points[0]), Net.At(Rates.Points[1]))],
        Claims = [
            Claim.Higher("net is better", Net.At(Rates.Points[0]), Linear, Accuracy),
            Claim.Higher("slow is better", Net.At(Rates.Points[1]), Linear, Accuracy)],
        Pictures = [
            new BarsSpec("bars", Accuracy) { Learners = [Linear, Net.At(Rates.Points[0])] },
            new AgainstSettingSpec("by-rate", Accuracy, "rate")],
        Map = new(new PredictionGrid(0, 1, 0, 1, 2, 2), 1, Net.At(Rates.Points[0])),
    };

    private static RunPlan Plan(Experiment experiment) => RunPlan.Create([new Suite("s", "", [experiment])]);

    private static string Refusal(Experiment experiment) => Assert.ThrowsExactly<SuiteException>(() => Plan(experiment)).Message;

    [TestMethod]
    public void Create_NamesFromWhatTheyName_ArePlanned() => Assert.HasCount(2 * 3, Plan(Example).Trials);

    [TestMethod]
    public void Create_LearnerThatIsNotPlanned_SaysWhereAndNamesTheNearest()
    {
        var typo = new LearnerName("net rate=0.11");
        const string End =
            "there is no learner named 'net rate=0.11'. Did you mean 'net rate=0.01' or 'net rate=0.1'? There are: 'linear', 'net "
                + "rate=0.1', 'net rate=0.01'";

        Assert.AreEqual(
            $"In the experiment 'e', the claim 'typo': {End}, 'the best'.", Refusal(
                Example with { Claims = [Claim.Lower("typo", Linear, typo, Accuracy)] }));
        Assert.AreEqual(
            $"In the experiment 'e', the choice 'the best': {End}.", Refusal(Example with { Choices = [new("the best", Accuracy, typo)] }));
        Assert.AreEqual(
            $"In the experiment 'e', the picture 'map': {End}.", Refusal(
                Example with { Pictures = [new DecisionMapSpec("map", typo, "x", "y")] }));
        Assert.AreEqual(
            $"In the experiment 'e', the map of predictions: {End}.",
            Refusal(Example with { Map = Example.Map! with { Learners = [typo] } }));
    }

    [TestMethod]
    public void Create_UnknownMetricSplitSettingOrHistory_SaysWhereAndNamesTheNearest()
    {
        StringAssert.StartsWith(
            Refusal(Example with { Claims = [Claim.Within("a", Linear, Measure.Metric("test", "acuracy"), 0, 1)] }),
            "In the experiment 'e', the claim 'a': there is no metric named 'acuracy'. Did you mean 'accuracy'? There are: ");
        StringAssert.StartsWith(
            Refusal(Example with { Claims = [Claim.Within("a", Linear, Measure.LogarithmOf(Measure.SquaredError("tset")), 0, 1)] }),
            "In the experiment 'e', the claim 'a': there is no split named 'tset'. Did you mean 'test'? There are: ");
        StringAssert.StartsWith(
            Refusal(Example with { Pictures = [new AgainstSettingSpec("p", Accuracy, "raet")] }),
            "In the experiment 'e', the picture 'p': there is no setting named 'raet'. Did you mean 'rate'? There are: ");
        StringAssert.StartsWith(
            Refusal(Example with { Pictures = [new CurvesSpec("p", "los", Split.Test)] }),
            "In the experiment 'e', the picture 'p': there is no metric of the history named 'los'. Did you mean 'loss'? There are: ");
    }

    [TestMethod]
    public void Create_GradientOfAMatrixThatIsNotRecorded_IsRefused()
    {
        var net = Net with { Settings = Settings.Parse("gradients=0-1") };
        Experiment Of(int matrix) => Example with
        {
            Learners = [Linear, net],
            Pictures = [new CurvesSpec("p", $"squared-gradient-{matrix}", Split.Train)],
        };

        Plan(Of(1));
        StringAssert.Contains(Refusal(Of(99)), "there is no metric of the history named 'squared-gradient-99'.");
    }

    /// <summary>A counterpart records what its own kind does, so that its suite's names are checked too.</summary>
    [TestMethod]
    public void Create_UnknownHistoryOfACounterpart_IsRefused()
    {
        var catalog = UnloadableEngine.Catalog;
        var typo = Example with
        {
            Learners = [Linear, Net, new(catalog.All[^1].Name, "elsewhere", Settings.Empty)],
            Pictures = [new CurvesSpec("p", "los", Split.Test)],
        };

        StringAssert.Contains(
            Assert.ThrowsExactly<SuiteException>(() => RunPlan.Create([new Suite("s", "", [typo])], catalog)).Message,
            "there is no metric of the history named 'los'.");
    }

    [TestMethod]
    public void WithSetting_LearnersThatItRenames_LeavesOutWhatIsAboutThemAndSaysSo()
    {
        var changed = SuiteChanges.WithSetting([new Suite("s", "", [Example])], "rate", ["0.1"])[0].Experiments[0];

        Assert.IsEmpty(changed.Claims);
        Assert.IsEmpty(changed.Choices);
        Assert.IsNull(changed.Map);
        CollectionAssert.AreEqual(new[] { "bars", "by-rate" }, changed.Pictures.Select(picture => picture.Name).ToList());
        CollectionAssert.AreEqual(new[] { "linear" }, ((BarsSpec)changed.Pictures[0]).Learners!.Select(name => name.Text).ToList());
        CollectionAssert.AreEqual(
            new[] { "s/e: 2 claims and 0 pictures are left out, for they are about learners that this run does not have." },
                changed.LeftOut.ToList());
        Assert.HasCount(2 * 2, Plan(changed).Trials);
    }

    [TestMethod]
    public void WithSetting_LearnersThatItRenames_LeavesATypoToBeRefused()
    {
        var typo = Example with { Claims = [Claim.Lower("typo", new("nett"), Linear, Accuracy)] };

        StringAssert.Contains(
            Refusal(SuiteChanges.WithSetting([new Suite("s", "", [typo])], "rate", ["0.1"])[0].Experiments[0]), "no learner named 'nett'");
    }
}
