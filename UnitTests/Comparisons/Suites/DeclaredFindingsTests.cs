using MlPipelines.Comparisons.Suites;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.UnitTests.Comparisons.Suites;

/// <summary>Claims and pictures of the catalog are about learners, values, splits and series that their experiments have.</summary>
[TestClass]
public sealed class DeclaredFindingsTests
{
    public static IEnumerable<object[]> Experiments =>
        SuiteCatalog.Names.Where(name => name.Contains('/')).Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Experiments))]
    public void Claims_EverySuite_NameLearnersOfTheirExperiment(string name)
    {
        var learners = Trials(name).Select(trial => trial.Learner).ToHashSet();
        var experiment = SuiteCatalog.Find(name).Experiments.Single();
        var claims = experiment.Claims;
        foreach (var choice in experiment.Choices)
        {
            CollectionAssert.IsSubsetOf(choice.Candidates.Select(name => name.Text).ToList(), learners.ToList(), choice.Name);
            Assert.DoesNotContain("test", choice.Measure.Name, "chosen on rows that nothing is claimed of");
        }

        learners.UnionWith(experiment.Choices.Select(choice => choice.Name));

        foreach (var claim in claims)
        {
            Assert.Contains(claim.Learner.Text, learners, claim.Text);
            Assert.IsTrue(claim.Than is null || learners.Contains(claim.Than.Text), $"{claim.Than} in {claim.Text}");
            Assert.AreNotEqual(claim.Learner, claim.Than, claim.Text);
            Assert.IsLessThan(claim.High, claim.Low, claim.Text);
        }

        Assert.HasCount(claims.Count, claims.Select(claim => claim.Text).Distinct().ToList(), "claims of different texts");
    }

    [TestMethod]
    [DynamicData(nameof(Experiments))]
    public void Pictures_EverySuite_AskForWhatTheirExperimentHas(string name)
    {
        var trials = Trials(name);
        var experiment = SuiteCatalog.Find(name).Experiments.Single();
        var pictures = experiment.Pictures;

        foreach (var picture in pictures)
        {
            if (Missing(picture, experiment, trials) is { } missing)
                Assert.Fail($"the picture '{picture.Name}' asks for {missing}");
        }

        Assert.HasCount(pictures.Count, pictures.Select(picture => picture.Name).Distinct().ToList(), "pictures of different names");
    }

    /// <summary>
    /// Every name of the catalog resolves, and the same with a letter more is refused where it stands, with the right name as the nearest.
    /// </summary>
    [TestMethod]
    [DynamicData(nameof(Experiments))]
    public void Create_EverySuite_PlansItAndRefusesATypo(string name)
    {
        var suite = SuiteCatalog.Find(name);
        Assert.IsGreaterThanOrEqualTo(suite.Experiments[0].Study is null ? 1 : 0, RunPlan.Create([suite]).Trials.Count);
        foreach (var claim in suite.Experiments[0].Claims.Where(
            claim => suite.Experiments[0].Choices.All(choice => choice.Name != claim.Learner.Text)))
        {
            var typo = suite
                with
            { Experiments = [suite.Experiments[0] with { Claims = [claim with { Learner = new(claim.Learner.Text + "y") }] }] };

            var message = Assert.ThrowsExactly<SuiteException>(() => RunPlan.Create([typo])).Message;

            StringAssert.StartsWith(
                message, $"In the experiment '{suite.Experiments[0].Name}', the claim '{claim.Text}': there is no learner named "
                    + $"'{claim.Learner}y'. Did you mean '{claim.Learner}'");
        }
    }

    private static List<Trial> Trials(string name) => [.. RunPlan.Create([SuiteCatalog.Find(name)]).Trials.Where(trial => trial.Seed == 1)];

    /// <summary>What a picture asks for and no trial has, in words; null for nothing. A new kind of picture says it here.</summary>
    private static string? Missing(PictureSpec picture, Experiment experiment, List<Trial> trials) => picture switch
    {
        BarsSpec bars => Unknown((bars.Learners ?? []).Where(name => experiment.Choices.All(choice => choice.Name != name.Text)), trials),
        CurvesSpec curves => Unknown(curves.Learners ?? [], trials)
            ?? curves.Splits.Select(split => Unmonitored(split, curves.Learners, trials)).FirstOrDefault(missing => missing is not null),
        HistorySpec history => Unknown(history.Learners ?? [], trials) ?? history.Metrics.Select(
            metric => Unrecorded(metric.Metric, history.Learners, trials)).FirstOrDefault(missing => missing is not null),
        AgainstLearnersSpec against => Unknown(against.Learners.Select(place => place.Learner), trials),
        AgainstSettingSpec against =>
            against.Settings.Select(setting => TooFew(setting, trials)).FirstOrDefault(missing => missing is not null),
        GridSpec grid => TooFew(grid.Rows, trials) ?? TooFew(grid.Columns, trials),
        FitSpec => trials.All(trial => trial.Places is not PredictionLine) ? "predictions along a line, of which none are made" : null,
        DecisionMapSpec map => Unknown([map.Learner], trials) ?? Unmapped(map.Learner, trials),
        SurfaceSpec surface => Unknown([surface.Learner], trials) ?? Unmapped(surface.Learner, trials),
        PathSpec path => Unknown([path.Learner], trials) ?? Unset("weights-path", "no", [path.Learner], trials),
        AlongSpec along => Unknown([along.Learner], trials) ?? Unset("interpolate-batch", "0", [along.Learner], trials),
        ImagesSpec images => Unasked(images, experiment, trials),
        ScatterSpec => null,
        _ => $"things that this test does not know for a {picture.GetType().Name}: say here which",
    };

    /// <summary>Every learner that may be chosen says what the test images are.</summary>
    private static string? Unasked(ImagesSpec images, Experiment experiment, List<Trial> trials)
    {
        var named = images.NamedLearners.SelectMany(name => experiment.Choices.FirstOrDefault(choice => choice.Name == name.Text)
            is { } choice ? choice.Candidates : [name]).ToList();
        return Unknown(named, trials) ?? Of(named, trials).FirstOrDefault(trial => trial.Seed == 1 && trial.Places is not TestRowPlaces)
            switch
        {
            null => null,
            { } trial => $"what {trial.Learner} says of test images, which it is not asked",
        };
    }

    private static IEnumerable<Trial> Of(IReadOnlyList<LearnerName>? learners, List<Trial> trials) =>
        trials.Where(trial => learners is null || learners.Any(name => name.Text == trial.Learner));

    private static string? Unknown(IEnumerable<LearnerName> learners, List<Trial> trials) =>
        learners.FirstOrDefault(learner => trials.All(trial => trial.Learner != learner.Text)) is { } missing ? $"the learner '{missing}'"
            : null;

    /// <summary>Training rows have a curve without being monitored: that of the batches.</summary>
    private static string? Unmonitored(string split, IReadOnlyList<LearnerName>? learners, List<Trial> trials) => Of(learners, trials)
        .FirstOrDefault(
            trial => split != Split.Train && trial.Settings.ContainsKey("monitor")
                && !trial.Settings.Get(NetworkSettings.Monitor).Contains(split)) is { } trial
        ? $"the split '{split}', which {trial.Learner} does not monitor"
        : null;

    private static string? Unrecorded(string metric, IReadOnlyList<LearnerName>? learners, List<Trial> trials) => Of(learners, trials)
        .FirstOrDefault(trial => metric is StepDiagnostic.BatchLoss or StepDiagnostic.GradientNorm
            ? !trial.Settings.TryGetValue(metric, out var every) || every == "0"
            : trial.Settings.Get(DiagnosticSettings.Gradients).All(matrix => metric != StepDiagnostic.SquaredGradient(matrix))) is { } trial
        ? $"'{metric}', which {trial.Learner} does not record"
        : null;

    private static string? Unset(string setting, string none, IReadOnlyList<LearnerName> learners, List<Trial> trials) =>
        Of(learners, trials)
        .FirstOrDefault(trial => !trial.Settings.TryGetValue(setting, out var value) || value == none) is { } trial
        ? $"what the setting '{setting}' records, which {trial.Learner} does not have"
        : null;

    private static string? TooFew(string setting, List<Trial> trials) =>
        trials.Where(trial => trial.Settings.ContainsKey(setting)).Select(trial => trial.Settings[setting]).Distinct().Count() < 2
            ? $"several values of '{setting}'" : null;

    private static string? Unmapped(LearnerName learner, List<Trial> trials) =>
        trials.Where(trial => trial.Learner == learner.Text).All(trial => trial.Places is null)
            ? $"a map of '{learner}', of which none is made" : null;
}
