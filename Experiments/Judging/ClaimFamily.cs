using System.Globalization;
using MlPipelines.Experiments.Model;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// The verdicts of the claims of one experiment on one data set, so that a false one among them all is as rare as one of a single claim.
/// </summary>
/// <remarks>
/// Each claim has one p-value, that of the verdict that its figures point to. <em>Supported</em> and <em>contradicted</em> by a two-sided
/// test at the end of its range; <em>supported</em> of a range with two ends, and <em>equivalent</em>, by two one-sided tests, of which the
/// larger p-value counts (Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987). Holm's adjustment is over the claims, one
/// test each. Intervals hold together with the probability 0.95 (Bonferroni), and end at the bound where Holm finds more than they do
/// (Guilbaud, Biometrical Journal 50, 2008), so that they agree with the verdicts.
/// </remarks>
internal static class ClaimFamily
{
    private const double Significance = 1 - Comparison.DefaultLevel;

    /// <summary>Judges claims.</summary>
    /// <param name="experiment">The experiment's whole name.</param>
    /// <param name="questions">The claims with their figures.</param>
    public static IEnumerable<JudgedClaim> Judge(string experiment, IReadOnlyList<ClaimQuestion> questions)
    {
        Finding?[] findings = [.. questions.Select(question => question.Claim.NotTestable is null ? Finding.Of(question) : null)];
        int[] order = [.. Enumerable.Range(0, findings.Length).Where(i => findings[i] is not null).OrderBy(i => findings[i]!.PValue)];
        var adjusted = Holm.Adjust([.. order.Select(i => findings[i]!.PValue)]);
        var judged = new JudgedClaim?[findings.Length];
        foreach (var (rank, i) in order.Index())
            judged[i] = findings[i]!.Judge(experiment, adjusted[rank], order.Length, rank);
        return questions.Select((question, i) => judged[i] ?? Unjudged(experiment, question));
    }

    private static JudgedClaim Unjudged(string experiment, ClaimQuestion question)
    {
        var interval = question.Claim.Published is null ? question.Test?.IntervalAt(Comparison.DefaultLevel)
            : question.Prediction?.At(Comparison.DefaultLevel);
        var (evidence, verdict) = question.Claim.NotTestable is { } why
            ? ($"{question.About}: {why}", Verdict.NotTestable) : (question.About, Verdict.Inconclusive);
        return new(question.Claim.Text, experiment, evidence, question.Effect, interval?.Low, interval?.High, null, verdict)
        {
            Source = question.Claim.Source,
            StandardizedEffect = question.Standardized,
        };
    }

    /// <summary>What the figures of a claim point to.</summary>
    /// <param name="Question">The claim with its figures.</param>
    /// <param name="Verdict">The verdict, if the p-value is small enough beside those of the other claims.</param>
    /// <param name="PValue">Its p-value.</param>
    /// <param name="Low">The bound that the interval must lie above for the verdict; −∞ for none.</param>
    /// <param name="High">The bound that the interval must lie below for the verdict; ∞ for none.</param>
    private sealed record Finding(ClaimQuestion Question, Verdict Verdict, double PValue, double Low, double High)
    {
        /// <summary>
        /// Whether two one-sided tests give the p-value, so that the interval that goes with it leaves out twice as much.
        /// </summary>
        private bool IsTwoOneSided => double.IsFinite(Low) && double.IsFinite(High);

        /// <summary>Of a claim that can be judged; else null.</summary>
        public static Finding? Of(ClaimQuestion question)
        {
            if (question.Claim.Published is { } published)
                return OfPublished(question, published);
            if (question.Test is not { } test)
                return null;
            var claim = question.Claim;
            var (low, high) = (double.IsFinite(claim.Low), double.IsFinite(claim.High));
            var inside = low && high
                ? test.WithinPValue(claim.Low, claim.High)
                : low ? (test.Estimate > claim.Low ? test.PValue(claim.Low) : 1) : test.Estimate < claim.High ? test.PValue(claim.High) : 1;
            var best = new Finding(question, Verdict.Supported, inside, claim.Low, claim.High);
            if (low && test.Estimate < claim.Low)
                best = Better(best, new(question, Verdict.Contradicted, test.PValue(claim.Low), double.NegativeInfinity, claim.Low));
            if (high && test.Estimate > claim.High)
                best = Better(best, new(question, Verdict.Contradicted, test.PValue(claim.High), claim.High, double.PositiveInfinity));
            if (claim.Margin is { } margin && low != high)
            {
                best = Better(best, new(question, Verdict.Equivalent, test.WithinPValue(-margin, margin), -margin, margin));
            }

            return best;
        }

        /// <summary>The claim with its verdict.</summary>
        /// <param name="experiment">The experiment's whole name.</param>
        /// <param name="pValue">The p-value, adjusted.</param>
        /// <param name="count">How many claims the family has.</param>
        /// <param name="rank">How many of them have smaller p-values.</param>
        public JudgedClaim Judge(string experiment, double pValue, int count, int rank)
        {
            var (verdict, interval, evidence) = Question.Claim.Published is { } published
                ? JudgePublished(published, pValue) : JudgeMean(pValue, count, rank);
            evidence = $"{Question.About}: {evidence}";
            var objection = Question.Objection(verdict);
            if (count > 1)
            {
                var level = interval is { } shown && Question.Claim.Published is null
                    ? $", interval of level {shown.Level.ToString("0.#####", CultureInfo.InvariantCulture)}" : "";
                evidence = $"{evidence}, Holm over {count}{level}";
            }

            if (verdict == Verdict.Inconclusive)
                evidence = $"{evidence}{Needed(count)}";
            return new(
                Question.Claim.Text, experiment, objection is null ? evidence : $"{evidence}; {objection}", Question.Effect,
                objection is null ? interval?.Low : null, objection is null ? interval?.High : null, objection is null ? pValue : 1,
                objection is null ? verdict : Verdict.Inconclusive)
            {
                Source = Question.Claim.Source,
                StandardizedEffect = Question.Standardized,
            };
        }

        private static Finding Better(Finding one, Finding other) => other.PValue < one.PValue ? other : one;

        private static Finding? OfPublished(ClaimQuestion question, PublishedFigure published)
        {
            if (question.Test is null)
                return null;
            var figure = (double)published.Figure;
            var p = question.Prediction?.PValue(figure, published.Rounding)
                ?? (Math.Abs(question.Effect!.Value - figure) <= published.Rounding ? 1 : 0);
            return new(question, Verdict.Contradicted, p, double.NegativeInfinity, double.PositiveInfinity);
        }

        private (Verdict Verdict, Interval? Interval, string Evidence) JudgePublished(PublishedFigure published, double pValue)
        {
            var interval = Question.Prediction?.At(Comparison.DefaultLevel);
            var whose = published.BestOf == 1 ? "one more run" : $"the best of {published.BestOf} runs";
            var evidence = Question.Prediction is null ? "every run gives the same figure"
                : string.Create(CultureInfo.InvariantCulture, $"prediction interval for {whose}, {published.Figure} was published");
            if (pValue < Significance)
                return (Verdict.Contradicted, interval, evidence);
            var isNarrow = interval is null || interval.Value.High - interval.Value.Low <= 2 * published.Within;
            return isNarrow
                ? (Verdict.Supported, interval, evidence)
                : (Verdict.Inconclusive, interval, string.Create(
                    CultureInfo.InvariantCulture, $"{evidence}; runs differ by more than ±{published.Within}, which would meet anything"));
        }

        private (Verdict Verdict, Interval? Interval, string Evidence) JudgeMean(double pValue, int count, int rank)
        {
            var test = Question.Test!;
            var error = (IsTwoOneSided ? 2 : 1) * Significance / (count - rank);
            var isFound = pValue < Significance && (test.IntervalAt(1 - error) is not { } own || (own.Low >= Low && own.High <= High));
            var interval = test.IntervalAt(1 - (Significance / count));
            if (isFound && interval is { } wide)
                interval = wide with { Low = Math.Max(wide.Low, Low), High = Math.Min(wide.High, High) };
            return (isFound ? Verdict : Verdict.Inconclusive, interval, test.Method);
        }

        /// <summary>
        /// How many seeds would decide an open claim about which of two figures is higher; nothing where that cannot be said, or as many
        /// are there.
        /// </summary>
        private string Needed(int count)
        {
            if (Question.Claim.Than is null || Question.Seeds is not { } own || Question.Standardized is not { } effect || IsTwoOneSided)
                return "";
            return SeedsNeeded.For(effect, Significance / count, VarianceParts.MostSeeds) is { } seeds
                ? seeds > own ? $"; about {seeds} seeds would show such a difference" : ""
                : $"; more than {VarianceParts.MostSeeds} seeds would be needed to show such a difference, which is not worth it";
        }
    }
}
