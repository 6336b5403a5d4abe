using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// Which learner of an experiment to take. Validation rows choose one, and the test rows, which had no part in the choice, compare it with
/// each of the others: so the test's error rate is kept, however many learners there are.
/// </summary>
/// <param name="Measure">The figure, such as <c>test rmse</c>.</param>
/// <param name="LowerIsBetter">Whether its lower value is the better one.</param>
/// <param name="Chosen">The learner with the best mean of this figure on validation rows.</param>
/// <param name="Rivals">The others with a test, those with the better figures first.</param>
/// <param name="Margin">The largest difference that does not matter; null where nothing is known of that.</param>
public sealed record BestLearner(
    string Measure, bool LowerIsBetter, LearnerFigures Chosen, IReadOnlyList<Rival> Rivals, double? Margin)
{
    /// <summary>
    /// The part of the difference between the baseline and the chosen learner that does not matter, unless another is given.
    /// </summary>
    public const double ShareThatDoesNotMatter = 0.1;

    /// <summary>The learner that looks at no feature; null where there is none.</summary>
    public Rival? Baseline { get; private init; }

    /// <summary>Learners that are no worse than the chosen one, as far as the test knows: not told apart, as good, or better.</summary>
    public IEnumerable<Rival> NotWorse => Rivals.Where(rival => rival.Standing != Standing.Worse);

    /// <summary>Whether any learner is better than the baseline.</summary>
    public bool IsAnythingLearned => Baseline is not { Standing: not Standing.Worse };

    /// <summary>
    /// Chooses and compares; null where no learner has the figure on validation rows in all of its trials, or none beside it.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trials">Its finished trials on one data set.</param>
    /// <param name="rows">Training and test rows of a trial.</param>
    /// <param name="baseline">The learner that looks at no feature; null where there is none.</param>
    /// <param name="margin">The largest difference that does not matter; null for <see cref="ShareThatDoesNotMatter"/> of what the
    /// baseline is behind.</param>
    public static BestLearner? Of(
        Experiment experiment, IReadOnlyList<FinishedTrial> trials, (int Train, int Test) rows, string? baseline = null,
        double? margin = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(trials);
        if (LearnerComparisons.FigureOf(experiment, trials) is not var (split, metric))
            return null;
        var lower = Metric.LowerIsBetter(metric);
        var figures = new CountedFigures(trials, result => result.Find(split, metric), lower, experiment.TrialsAre);
        var validation = new CountedFigures(trials, result => result.Find(Split.Validation, metric), lower, experiment.TrialsAre);
        var learners = trials.OrderBy(ended => ended.Trial.Number).Select(ended => LearnerFigures.Of(ended.Trial.Learner, trials, figures))
            .OfType<LearnerFigures>().DistinctBy(own => own.Learner).ToList();

        // A weighted mean got its weights from the validation rows: it looks too good there. It is a rival.
        var whole = learners.Where(own => own.Learner != baseline && own.Learner != experiment.Ensemble
            && !figures.HasFailed(own.Learner) && !validation.HasFailed(own.Learner) && validation.Good(own.Learner).Count > 0);
        var chosen = lower
            ? whole.MinBy(own => validation.Good(own.Learner).Values.Average())
            : whole.MaxBy(own => validation.Good(own.Learner).Values.Average());
        if (chosen is null)
            return null;
        margin ??= learners.Find(own => own.Learner == baseline) is { } constant
            ? ShareThatDoesNotMatter * Math.Abs(constant.Figure - chosen.Figure) : null;
        var rivals = Rival.Compare(
            experiment, figures, chosen, [.. learners.Where(own => own != chosen)], split == Split.Test && metric == Metric.Accuracy, lower,
            margin, rows);
        return rivals.Count == 0 ? null : new BestLearner(
            $"{split} {metric}", lower, chosen,
            [.. rivals.Where(rival => rival.Figures.Learner != baseline)
                .OrderBy(rival => lower ? rival.Figures.Figure : -rival.Figures.Figure)],
            margin is > 0 ? margin : null)
        {
            Baseline = rivals.Find(rival => rival.Figures.Learner == baseline),
        };
    }
}

/// <summary>A learner's means over its trials.</summary>
/// <param name="Learner">Its name.</param>
/// <param name="Figure">The figure that learners are compared by.</param>
/// <param name="FitSeconds">Seconds of a fit; null where none is known.</param>
/// <param name="PredictMicroseconds">Microseconds of a prediction; null where none is known.</param>
/// <param name="ModelBytes">Bytes of the trained pipeline's file; null where none is known.</param>
public sealed record LearnerFigures(string Learner, double Figure, double? FitSeconds, double? PredictMicroseconds, double? ModelBytes)
{
    /// <summary>How many settings each of its fits tried; 1 where it has but its own.</summary>
    public int Tried { get; private init; } = 1;

    /// <summary>Which of them validation rows chose, in how many trials, the most frequent first; empty where nothing was tried.</summary>
    public IReadOnlyList<(string Settings, int Trials)> Chosen { get; private init; } = [];

    /// <summary>The means; null where no trial has the figure.</summary>
    internal static LearnerFigures? Of(string learner, IReadOnlyList<FinishedTrial> trials, CountedFigures figures)
    {
        var own = figures.Of(learner);
        if (own.Count == 0)
            return null;
        var results = trials.Where(ended => ended.Trial.Learner == learner).Select(ended => ended.Result).ToList();
        return new(
            learner, own.Values.Average(), results.Average(result => result.FitSeconds),
            results.Average(result => result.PredictMicroseconds), results.Average(result => (double?)result.ModelBytes))
        {
            Tried = Math.Max(1, results.Max(result => result.Tries.Count)),
            Chosen = [.. results.SelectMany(result => result.Tries).Where(tried => tried.IsChosen).CountBy(tried => tried.Text)
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value))],
        };
    }
}

/// <summary>A learner beside the chosen one.</summary>
/// <param name="Figures">Its means.</param>
/// <param name="Comparison">The chosen learner against it, adjusted for all rivals.</param>
/// <param name="Standing">What follows from it.</param>
/// <param name="Needed">
/// Where nothing follows: how many trials of each would tell the two apart, if the difference stays as it is. Null where none would, or
/// where something follows.
/// </param>
public sealed record Rival(LearnerFigures Figures, Comparison Comparison, Standing Standing, int? Needed)
{
    /// <summary>The chosen learner against each of the others, one family of differences.</summary>
    internal static List<Rival> Compare(
        Experiment experiment, CountedFigures figures, LearnerFigures chosen, IReadOnlyList<LearnerFigures> others, bool isTestAccuracy,
        bool lowerIsBetter, double? margin, (int Train, int Test) rows)
    {
        var tested = others
            .Select(own => (Figures: own, Differences: figures.Differences(chosen.Learner, own.Learner)))
            .Where(pair => pair.Differences.Length >= 2)
            .Select(pair => (pair.Figures, pair.Differences, Test: FigureTest.Of(
                experiment, pair.Differences, FigureTest.Constants(figures, chosen.Learner, pair.Figures.Learner), isExact: false,
                isTestAccuracy, rows)))
            .ToList();
        if (tested.Count == 0)
            return [];
        var differences = Comparison.Adjusted([.. tested.Select(one => Comparison.Of(one.Test, lowerIsBetter: lowerIsBetter))]);
        return [.. tested.Select((one, i) => Judge(one.Figures, one.Differences, differences[i]))];

        Rival Judge(LearnerFigures own, double[] values, Comparison comparison)
        {
            if (figures.Remark(own.Learner) is { } remark)
                comparison = comparison.Noting(remark);
            var standing = comparison.Outcome switch
            {
                Outcome.First => Standing.Worse,
                Outcome.Second when figures.HasFailed(own.Learner) => Standing.Undecided,
                Outcome.Second => Standing.Better,
                _ when comparison.Interval is { } interval && interval.Low >= -margin && interval.High <= margin => Standing.AsGood,
                _ => Standing.Undecided,
            };
            return new(own, comparison, standing, standing == Standing.Undecided ? Needs(values) : null);
        }

        int? Needs(double[] values)
        {
            var significance = (1 - Comparison.DefaultLevel) / tested.Count;
            if (TTest.HasNoSpread(values))
                return null;
            return experiment.HasFolds
                ? TTest.SplitsNeeded(values, rows.Train, rows.Test, significance)
                : SeedsNeeded.For(Spread.Of(values).Mean / Spread.Of(values).Deviation, significance);
        }
    }
}

/// <summary>What a learner is beside the chosen one.</summary>
public enum Standing
{
    /// <summary>Worse, as far as the test supports it.</summary>
    Worse,

    /// <summary>The test supports no difference, and the whole interval lies within what does not matter.</summary>
    AsGood,

    /// <summary>The test supports neither a difference nor that there is none that matters.</summary>
    Undecided,

    /// <summary>Better, as far as the test supports it: the validation rows chose another.</summary>
    Better,
}
