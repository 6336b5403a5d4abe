using System.Globalization;
using MlPipelines.Experiments.Judging;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>The answer of a comparison in sentences: which learner to take, how sure that is, and what it costs.</summary>
internal static class AnswerText
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "answer.txt";

    /// <summary>The lines of the answer.</summary>
    /// <param name="best">What was found; null where the trials do not say.</param>
    /// <param name="label">The label's column.</param>
    /// <param name="trialsAre">What trials are called, <c>folds</c> or <c>seeds</c>.</param>
    public static IEnumerable<string> Of(BestLearner? best, string label, string trialsAre)
    {
        if (best is null)
        {
            yield return "There is no answer: no learner has the figure in all of its trials, on validation rows and on test rows.";
            yield break;
        }

        yield return Headline(best, label);
        yield return $"Its {best.Measure} is {Number(best.Chosen.Figure)}, the mean over {trialsAre} "
            + $"({(best.LowerIsBetter ? "lower" : "higher")} is better). Validation rows chose it; test rows compare it with the others.";
        foreach (var line in Groups(best, trialsAre))
            yield return line;
        if (best.Baseline is { } baseline)
        {
            yield return $"Without any feature: {Number(baseline.Figures.Figure)} ({baseline.Figures.Learner}). "
                + (best.IsAnythingLearned ? "So there is something to learn."
                    : "The test does not tell the chosen learner from that: these features may say nothing of the label.");
        }

        if (best.Margin is { } margin)
        {
            yield return $"Differences up to {Number(margin)} do not matter here (--margin; by default a tenth of the difference between "
                + "the constant and the chosen learner).";
        }

        foreach (var line in Costs(best))
            yield return line;
        foreach (var line in Chosen(best, trialsAre))
            yield return line;
        if (Cheapest(best) is { } cheapest)
            yield return cheapest;
    }

    private static string Headline(BestLearner best, string label)
    {
        if (!best.IsAnythingLearned)
        {
            return $"Answer: {best.Chosen.Learner}, which the validation rows chose, is not shown to predict {label} better than a "
                + "constant does.";
        }

        var better = best.Rivals.Where(rival => rival.Standing == Standing.Better).Select(rival => rival.Figures.Learner).ToList();
        var others = best.NotWorse.Where(rival => rival.Standing != Standing.Better).Select(rival => rival.Figures.Learner).ToList();
        if (better.Count > 0)
            return $"Answer: take {List(better)} for {label}: better than {best.Chosen.Learner}, which the validation rows chose.";
        return others.Count == 0
            ? $"Answer: {best.Chosen.Learner} predicts {label} best, and better than each other learner."
            : $"Answer: {best.Chosen.Learner} for {label}. No difference from {List(others)} is shown.";
    }

    private static IEnumerable<string> Groups(BestLearner best, string trialsAre)
    {
        (Standing Standing, string Begins)[] groups =
        [
            (Standing.Better, "Better than it: "), (Standing.Worse, "Worse than it: "),
            (Standing.AsGood, "As good (the difference is too small to matter): "), (Standing.Undecided, "No difference shown: "),
        ];
        foreach (var (standing, begins) in groups)
        {
            var rivals = best.Rivals.Where(rival => rival.Standing == standing).ToList();
            if (rivals.Count > 0)
                yield return begins + string.Join("; ", rivals.Select(rival => Of(rival, trialsAre))) + ".";
        }
    }

    /// <summary>As <c>MLP 0.2511 (+0.0400, +0.0313 to +0.0487, p 0.0006)</c>: it less the chosen one.</summary>
    private static string Of(Rival rival, string trialsAre)
    {
        var between = rival.Comparison.Interval is { } interval ? $", {Signed(-interval.High)} to {Signed(-interval.Low)}" : "";
        var needed = rival.Standing != Standing.Undecided ? ""
            : rival.Needed is { } count ? $"; about {count} {trialsAre} would show it, if the difference stays as it is"
            : $"; more {trialsAre} would hardly decide it, more rows may";
        return $"{rival.Figures.Learner} {Number(rival.Figures.Figure)} ({Signed(-rival.Comparison.Difference)}{between}, "
            + $"p {PValue(rival.Comparison.PValue)}{needed})";
    }

    /// <summary>What the learners that are no worse cost.</summary>
    private static IEnumerable<string> Costs(BestLearner best)
    {
        foreach (var own in best.NotWorse.Select(rival => rival.Figures).Prepend(best.Chosen))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{own.Learner}: {own.FitSeconds ?? double.NaN:0.00} s to train, {own.PredictMicroseconds ?? double.NaN:0.0} µs to predict "
                    + $"a row, {(own.ModelBytes ?? double.NaN) / 1000:0.0} kB on disk.").Replace("NaN", "?", StringComparison.Ordinal);
        }
    }

    /// <summary>Which settings validation rows chose, of the learners that are no worse.</summary>
    private static IEnumerable<string> Chosen(BestLearner best, string trialsAre) =>
        from own in best.NotWorse.Select(rival => rival.Figures).Prepend(best.Chosen)
        where own.Tried > 1
        let trials = own.Chosen.Sum(pair => pair.Trials)
        let counts = own.Chosen.Select(pair => $"{pair.Settings} in {pair.Trials} of {trials}")
        select $"{own.Learner} tried {own.Tried} settings in each of its {trialsAre}; validation rows chose {string.Join(", ", counts)}.";

    /// <summary>
    /// Which of several learners that are no worse takes the least; null where one is alone, or another is shown to be better.
    /// </summary>
    private static string? Cheapest(BestLearner best)
    {
        var equals = best.NotWorse.Select(rival => rival.Figures).Prepend(best.Chosen).ToList();
        if (equals.Count < 2 || best.Rivals.Any(rival => rival.Standing == Standing.Better))
            return null;
        (string What, Func<LearnerFigures, double?> Of)[] costs = [
            ("trains fastest", own => own.FitSeconds), ("predicts fastest", own => own.PredictMicroseconds),
            ("is smallest", own => own.ModelBytes)];
        var wins = costs.Select(cost => (cost.What, Best: equals.Where(own => cost.Of(own) is not null).MinBy(cost.Of)?.Learner))
            .Where(win => win.Best is not null).GroupBy(win => win.Best)
            .Select(group => $"{group.Key} {List([.. group.Select(win => win.What)])}");
        return $"Of these, {string.Join(", ", wins)}. If they predict equally well for you, this may decide.";
    }

    private static string List(List<string> names) => names.Count == 1 ? names[0]
        : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static string PValue(double p) => p < 0.0001 ? "below 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(Math.Abs(value) < 1000 ? "G4" : "0", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value == 0 ? "0"
        : (value > 0 ? "+" : "") + value.ToString(Math.Abs(value) < 100 ? "G3" : "0", CultureInfo.InvariantCulture);
}
