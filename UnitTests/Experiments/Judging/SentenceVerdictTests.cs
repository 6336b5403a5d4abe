using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class SentenceVerdictTests
{
    private static JudgedClaim Claim(string source, Verdict verdict, string experiment = "s/e") =>
        new("c", experiment, "", null, null, null, null, verdict) { Source = source };

    private static SentenceVerdict Answer(params Verdict[] verdicts) => SentenceVerdict.Of(
        [new Sentence("002:55", "more updates are slower and more accurate")], [.. verdicts.Select(verdict => Claim("002:55", verdict))])
        .Single();

    [TestMethod]
    [DataRow(Verdict.Supported, Verdict.Supported, Verdict.Supported)]
    [DataRow(Verdict.Supported, Verdict.Contradicted, Verdict.Contradicted)]
    [DataRow(Verdict.Inconclusive, Verdict.Contradicted, Verdict.Contradicted)]
    [DataRow(Verdict.Supported, Verdict.Inconclusive, Verdict.Inconclusive)]
    [DataRow(Verdict.Supported, Verdict.Equivalent, Verdict.Equivalent)]
    [DataRow(Verdict.Equivalent, Verdict.Inconclusive, Verdict.Inconclusive)]
    [DataRow(Verdict.NotTestable, Verdict.Supported, Verdict.Supported)]
    [DataRow(Verdict.NotTestable, Verdict.NotTestable, Verdict.NotTestable)]
    public void Of_TwoClaims_BothMustHold(Verdict first, Verdict second, Verdict expected)
    {
        Assert.AreEqual(expected, Answer(first, second).Verdict);
        Assert.AreEqual(expected, Answer(second, first).Verdict);
    }

    [TestMethod]
    public void Of_ManyClaims_AreOneRowWithCounts()
    {
        var answer = Answer([.. Enumerable.Repeat(Verdict.Supported, 26), Verdict.Contradicted]);

        Assert.AreEqual("1 of its 27 claims are contradicted", answer.Because);
        Assert.AreEqual(
            "source,sentence,verdict,because,supported,contradicted,equivalent,inconclusive,not testable,experiments\n"
            + "002:55,more updates are slower and more accurate,contradicted,1 of its 27 claims are contradicted,26,1,0,0,0,s/e\n",
            SentencesTable.Text([answer]));
    }

    [TestMethod]
    public void Of_SentencesWithoutClaims_AreLeftOutUnlessNothingCanTestThem()
    {
        var answers = SentenceVerdict.Of(
            [new Sentence("003:67", "a"), new Sentence("000:54", "b", "no local minimum can be told from a slow descent")],
            [Claim("ours", Verdict.Supported)]);

        var only = answers.Single();
        Assert.AreEqual(("000:54", Verdict.NotTestable), (only.Sentence.Source, only.Verdict));
        Assert.AreEqual("no local minimum can be told from a slow descent", only.Because);
    }

    [TestMethod]
    public void Of_ClaimsOfSeveralSuites_AreAnsweredTogether()
    {
        var answer = SentenceVerdict.Of(
            [new Sentence("001:65", "trees")], [Claim("001:65", Verdict.Supported, "a/x"), Claim("001:65", Verdict.Supported, "b/y")])
            .Single();

        StringAssert.EndsWith(SentencesTable.Text([answer]), ",a/x; b/y\n");
    }
}
