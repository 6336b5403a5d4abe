using System.Globalization;
using System.Text.RegularExpressions;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Experiments.Model;

namespace MlPipelines.UnitTests.Comparisons.Suites;

/// <summary>The sentences of the reports and the claims of the catalog answer one another.</summary>
[TestClass]
public sealed partial class ReportSentencesTests
{
    /// <summary>How many lines the reports have.</summary>
    private static readonly Dictionary<string, int> Lines = new()
    {
        ["000"] = 114,
        ["001"] = 111,
        ["002"] = 227,
        ["003"] = 245,
        ["004"] = 46,
    };

    public static IEnumerable<object[]> Suites =>
        SuiteCatalog.All.Where(suite => suite.Sentences.Count > 0).Select(suite => new object[] { suite.Name });

    [TestMethod]
    [DynamicData(nameof(Suites))]
    public void Claims_OfAReport_HaveTheirSentenceInTheSuite(string name)
    {
        var suite = SuiteCatalog.Find(name);
        var said = suite.Sentences.Select(sentence => sentence.Source).ToHashSet();

        foreach (var (source, text) in Sources(suite).Where(claim => claim.Source != Claim.Ours))
            Assert.Contains(source, said, text);
    }

    [TestMethod]
    [DynamicData(nameof(Suites))]
    public void Sentences_EverySuite_HaveAClaimOrTheReasonWhyNot(string name)
    {
        var claimed = SuiteCatalog.All.SelectMany(Sources).Select(claim => claim.Source).ToHashSet();

        foreach (var sentence in SuiteCatalog.Find(name).Sentences)
            Assert.IsTrue(sentence.NotTestable is not null || claimed.Contains(sentence.Source), $"{sentence.Source}: {sentence.Text}");
    }

    [TestMethod]
    [DynamicData(nameof(Suites))]
    public void Sources_EverySuite_AreLinesOfAReport(string name)
    {
        var suite = SuiteCatalog.Find(name);
        var sentences = suite.Sentences.Select(sentence => (sentence.Source, sentence.Text)).ToList();

        Assert.HasCount(sentences.Count, sentences.Select(sentence => sentence.Source).Distinct().ToList(), "one sentence for each line");
        foreach (var (source, text) in Sources(suite).Where(claim => claim.Source != Claim.Ours).Concat(sentences))
        {
            Assert.MatchesRegex(Source, source, text);
            var line = int.Parse(source.AsSpan(4), CultureInfo.InvariantCulture);
            Assert.IsInRange(1, Lines[source[..3]], line, text);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Suites))]
    public void Claims_OfAReportThatAreDifferences_HaveAMarginUnlessTheyAreFacts(string name)
    {
        var suite = SuiteCatalog.Find(name);

        foreach (var claim in Experiments(suite).SelectMany(experiment => experiment.Claims).Where(IsDifference))
            Assert.IsTrue(claim.Margin > 0 || claim.Measure.IsExact || claim.NotTestable is not null, claim.Text);
    }

    /// <summary>A claim whose learner, figure and range another has, or another the other way round, is asked twice.</summary>
    [TestMethod]
    [DynamicData(nameof(Suites))]
    public void Claims_EveryExperiment_AskNothingTwice(string name)
    {
        foreach (var experiment in Experiments(SuiteCatalog.Find(name)))
        {
            var asked = experiment.Claims.Select(claim => Question(claim)).ToList();

            CollectionAssert.AllItemsAreUnique(asked, experiment.Name);
        }
    }

    private static string Question(Claim claim)
    {
        var measure = claim.Measure.Name;
        if (claim.Published is { } published)
            return FormattableString.Invariant($"{claim.Learner} {measure} {published.Figure}");
        return claim.Than is { } than && string.CompareOrdinal(than.Text, claim.Learner.Text) < 0
            ? FormattableString.Invariant($"{than} {claim.Learner} {measure} {-claim.High} {-claim.Low}")
            : FormattableString.Invariant($"{claim.Learner} {claim.Than} {measure} {claim.Low} {claim.High}");
    }

    /// <summary>That one figure is higher than another; of seconds nobody can say how many do not matter.</summary>
    private static bool IsDifference(Claim claim) => claim.Source != Claim.Ours && claim.Than is not null && claim.Measure.Unit != "s"
        && ((claim.Low == 0 && double.IsPositiveInfinity(claim.High)) || (claim.High == 0 && double.IsNegativeInfinity(claim.Low)));

    private static IEnumerable<Experiment> Experiments(Suite suite) => suite.Experiments.Concat(suite.Parts);

    private static IEnumerable<(string Source, string Text)> Sources(Suite suite) => Experiments(suite).SelectMany(
        experiment => experiment.Claims
            .SelectMany(claim => Claim.SourcesOf(claim.Source), (claim, source) => (source, claim.Text))
            .Concat(experiment.Study is null ? [] : [(experiment.StudySource, experiment.Name)]));

    [GeneratedRegex(@"^\d{3}:\d+$")]
    private static partial Regex Source { get; }
}
