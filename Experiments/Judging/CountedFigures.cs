using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// A figure of learners by seed, in which trials that failed count: where one learner of a pair failed, the worst figure of the experiment
/// on the data set stands in for its own; where both failed, they are alike. Without it a learner would be judged by its lucky seeds alone.
/// </summary>
/// <remarks>
/// A figure that is not finite counts as a failure, but in a seed where no learner has a finite one, such as the area under a curve of test
/// rows of one class: that seed is left out. A learner that never has the figure, such as a loss without probabilities, did not fail.
/// </remarks>
internal sealed class CountedFigures
{
    private const string Diverged = "TrainingDivergedException";

    private readonly Dictionary<string, Seeds> _learners = [];

    /// <summary>The figures of every learner of some trials.</summary>
    /// <param name="trials">Finished trials of one experiment on one data set.</param>
    /// <param name="figure">The figure of a trial, null where it has none.</param>
    /// <param name="lowerIsBetter">Whether the lower figure is the better one; null where it is neither, and then no figure stands in for
    /// one that is missing.</param>
    /// <param name="unit">What the seeds are called, in the plural.</param>
    public CountedFigures(
        IReadOnlyList<FinishedTrial> trials, Func<TrialResult, double?> figure, bool? lowerIsBetter, string unit = "seeds")
    {
        Unit = unit;
        var all = trials.Select(ended => (ended.Trial.Learner, ended.Trial.Seed, ended.Result, Figure: Figure(ended.Result))).ToList();
        var undefined = all.Where(one => one.Figure is not null).GroupBy(one => one.Seed)
            .Where(seed => seed.All(one => double.IsNaN(one.Figure!.Value))).Select(seed => seed.Key).ToHashSet();
        foreach (var learner in all.GroupBy(one => one.Learner))
        {
            var own = new Seeds(learner.Count());
            var hasFigure = learner.All(one => one.Result.Failed) || learner.Any(one => one.Figure is not null);
            foreach (var one in learner.Where(one => hasFigure && !undefined.Contains(one.Seed)))
            {
                if (one.Figure is { } value && double.IsFinite(value))
                    own.Good.Add(one.Seed, value);
                else if (one.Result.Failed || one.Figure is not null)
                    own.Failed.Add(one.Seed, one.Result.Error?.StartsWith(Diverged, StringComparison.Ordinal) != false);
            }

            _learners.Add(learner.Key, own);
        }

        var good = _learners.Values.SelectMany(learner => learner.Good.Values).ToList();
        if (lowerIsBetter is { } lower && good.Count > 0)
            Worst = lower ? good.Max() : good.Min();

        double? Figure(TrialResult result) => result.Failed ? null : figure(result);
    }

    /// <summary>What the seeds are called, in the plural.</summary>
    public string Unit { get; }

    /// <summary>The worst figure of all, which stands in for those of failed trials; null where there is none.</summary>
    public double? Worst { get; }

    /// <summary>Whether a learner has a failed trial.</summary>
    public bool HasFailed(string learner) => _learners.TryGetValue(learner, out var own) && own.Failed.Count > 0;

    /// <summary>A learner's figures by seed, without failed trials.</summary>
    public IReadOnlyDictionary<int, double> Good(string learner) =>
        _learners.TryGetValue(learner, out var own) ? own.Good : new Dictionary<int, double>();

    /// <summary>A learner's figures by seed, the worst one in place of those of failed trials.</summary>
    public IReadOnlyDictionary<int, double> Of(string learner)
    {
        var figures = new Dictionary<int, double>(Good(learner));
        if (Worst is { } worst && _learners.TryGetValue(learner, out var own))
        {
            foreach (var seed in own.Failed.Keys)
                figures.Add(seed, worst);
        }

        return figures;
    }

    /// <summary>First less second in the seeds where both ended, by seed: 0 where both failed.</summary>
    public double[] Differences(string first, string second) => FiguresBySeed.Differences(Of(first), Of(second));

    /// <summary>As <c>net diverged in 7 of 12 seeds</c>, for each of some learners that has failed trials; null where none has.</summary>
    public string? Failures(params IEnumerable<string> learners)
    {
        var parts = learners.Distinct().Where(HasFailed).Select(learner =>
        {
            var own = _learners[learner];
            var word = own.Failed.Values.All(diverged => diverged) ? "diverged"
                : own.Failed.Values.Any(diverged => diverged) ? "failed or diverged" : "failed";
            return $"{learner} {word} in {own.Failed.Count} of {own.Count} {Unit}";
        }).ToList();
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>As <see cref="Failures"/>, with the figure that stands in.</summary>
    public string? Remark(params IEnumerable<string> learners) => Failures(learners) is not { } failures ? null
        : Worst is { } worst ? $"{failures}, counted as the worst figure found, {CsvText.Digits(worst)}" : failures;

    /// <summary>A learner's seeds.</summary>
    /// <param name="Count">How many trials ended.</param>
    private sealed record Seeds(int Count)
    {
        /// <summary>The figures that there are.</summary>
        public Dictionary<int, double> Good { get; } = [];

        /// <summary>The seeds without one, each with whether the training diverged.</summary>
        public Dictionary<int, bool> Failed { get; } = [];
    }
}
