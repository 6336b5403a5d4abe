using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Statistics;
using Figure = MlPipelines.Pipelines.Metrics.Metric;
using Splits = MlPipelines.Pipelines.Metrics.Split;

namespace MlPipelines.Experiments.Judging;

/// <summary>The figures of learners on one data set of a ranking.</summary>
/// <param name="Name">The experiment's name, and the data set's where it has several.</param>
/// <param name="Split">The split.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Planned">The learners that the run has there.</param>
internal sealed record RankedFigures(string Name, string Split, string Metric, IReadOnlyList<string> Planned)
{
    private readonly Dictionary<string, (double Mean, int Count, int Failed)> _figures = [];
    private bool _lowerIsBetter;
    private string _unit = "seeds";

    /// <summary>The data sets of a suite that have the ranking's metric; others go to <paramref name="leftOut"/>.</summary>
    public static List<RankedFigures> Of(
        RunPlan plan, Suite suite, Ranking ranking, IReadOnlyList<FinishedTrial> finished, List<string> leftOut)
    {
        var all = new List<RankedFigures>();
        var planned = plan.Trials.Where(trial => trial.Suite == suite.Name)
            .ToLookup(trial => (trial.Experiment, trial.DataSet), trial => trial.Learner);
        var ended = finished.Where(one => one.Trial.Suite == suite.Name).ToLookup(one => (one.Trial.Experiment, one.Trial.DataSet));
        foreach (var experiment in suite.Experiments.Where(experiment => experiment.Study is null))
        {
            foreach (var set in experiment.DataSets)
            {
                var name = experiment.DataSets.Count > 1 ? $"{experiment.Name} on {set}" : experiment.Name;
                List<FinishedTrial> own = [.. ended[(experiment.Name, set)]];
                var values = own.SelectMany(one => one.Result.Metrics).ToList();
                if (values.Count == 0)
                {
                    leftOut.Add($"the data set {name} is left out: no trial has figures");
                    continue;
                }

                if ((values.Exists(value => value.Metric == Figure.Rmse) ? ranking.Numbers : ranking.Classes)
                    is not { } metric)
                {
                    continue; // of the other kind, which is not asked for
                }

                if (values.TrueForAll(value => value.Metric != metric))
                {
                    leftOut.Add($"the data set {name} is left out: it has no {metric}");
                    continue;
                }

                var split = Splits.Reported.Last(
                    candidate => values.Exists(value => value.Split == candidate && value.Metric == metric));
                var figures = new RankedFigures(name, split, metric, [.. planned[(experiment.Name, set)].Distinct()])
                {
                    _lowerIsBetter = Figure.LowerIsBetter(metric),
                    _unit = experiment.TrialsAre,
                };
                figures.Add(own);
                all.Add(figures);
            }
        }

        return all;
    }

    /// <summary>What learners are ranked by, the lowest first: the figure, negated where the higher is better.</summary>
    public double KeyOf(string learner) => _lowerIsBetter ? _figures[learner].Mean : -_figures[learner].Mean;

    /// <summary>Whether the figure is above 0, so that there are ratios.</summary>
    public bool IsPositive(string learner) => _figures[learner].Mean > 0;

    /// <summary>The figure for ratios, of which the lower is the better: one over it where the higher is better.</summary>
    public double CostOf(string learner) => _lowerIsBetter ? _figures[learner].Mean : 1 / _figures[learner].Mean;

    /// <summary>How many of a learner's trials failed.</summary>
    public int FailedOf(string learner) => _figures[learner].Failed;

    /// <summary>Why the data set cannot be in a ranking of some learners; null where it can.</summary>
    public string? WhyNot(IReadOnlyList<string> learners)
    {
        var most = _figures.Values.Max(figure => figure.Count);
        foreach (var learner in learners)
        {
            if (!_figures.TryGetValue(learner, out var own) || own.Count == 0)
                return $"the data set {Name} is left out: {learner} has no {Metric}";
            if (own.Count < most)
                return $"the data set {Name} is left out: {learner} has {Metric} of {own.Count} of {most} {_unit}";
        }

        return null;
    }

    /// <summary>The data set as rankings show it.</summary>
    public RankedDataSet Ranked(IReadOnlyList<string> learners) => new(
        Name, $"{Split} {Metric}", [.. learners.Select(learner => _figures[learner].Mean)], Ranks.Of([.. learners.Select(KeyOf)]));

    private void Add(List<FinishedTrial> own)
    {
        var counted = new CountedFigures(own, result => result.Find(Split, Metric), _lowerIsBetter, _unit);
        foreach (var learner in own.GroupBy(one => one.Trial.Learner))
        {
            var values = counted.Of(learner.Key).Values.ToList();
            _figures.Add(learner.Key, (Spread.Of(values).Mean, values.Count, learner.Count(one => one.Result.Failed)));
        }
    }
}
