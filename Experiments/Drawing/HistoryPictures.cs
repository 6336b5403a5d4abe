using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Drawing;

/// <summary>Pictures of what trainings recorded along the way.</summary>
internal static class HistoryPictures
{
    public static IPicture? Curves(CurvesSpec spec, Shown shown)
    {
        var (metric, splits) = (spec.Metric, spec.Splits);
        var curves = shown.ByLearner(spec.Learners).SelectMany(_ => splits, Curve).Where(curve => curve.X.Count > 1).ToList();
        var spread = shown.Trials.Select(ended => ended.Trial.Seed).Distinct().Count() is > 1 and var seeds
            ? $"; mean ± deviation of {seeds} {shown.Experiment.TrialsAre}" : "";
        var title = spec.YLabel is null ? $"{shown.Title}: {string.Join(", ", splits)} {metric} by epoch{spread}"
            : $"{shown.Title}: {spec.YLabel}{spread}";
        return curves.Count == 0 ? null
            : new LinePicture(
                title, "epoch", spec.YLabel ?? (metric == Metric.Loss ? Metric.Loss : $"{metric}, share of rows"),
                curves)
            { YScale = FigurePictures.Scale(spec.Logarithmic), HasWholeX = true };

        Series Curve(IGrouping<string, FinishedTrial> learner, string split) => ByEpoch(
            splits.Count == 1 ? learner.Key
                : $"{learner.Key}, {split}", [.. learner.Select(ended => Measure.Curve(ended.Result, split, metric))]);
    }

    public static IPicture? ByUpdate(HistorySpec spec, Shown shown)
    {
        var curves = shown.ByLearner(spec.Learners)
            .SelectMany(
                _ => spec.Metrics,
                (learner, metric) => ByUpdate($"{learner.Key}{(metric.Word.Length > 0 ? $", {metric.Word}" : "")}", metric.Metric, learner))
            .Where(curve => curve.X.Count > 1).ToList();
        return curves.Count == 0 ? null
            : new LinePicture(
                $"{shown.Title}: {spec.YLabel}", "update", spec.YLabel, curves)
            {
                XScale = AxisScale.Logarithmic,
                YScale = AxisScale.Logarithmic
            };
    }

    public static IPicture? Along(AlongSpec spec, Shown shown)
    {
        var own = shown.Of(spec.Learner).ToList();
        var alphas = own.SelectMany(ended => ended.Result.History).Where(point => point.Metric == InterpolationDiagnostic.Alpha)
            .GroupBy(point => point.Iteration).ToDictionary(group => group.Key, group => group.First().Value);
        var curves = spec.Splits.Select(Curve).Where(curve => curve.X.Count > 1).ToList();
        return curves.Count == 0 ? null
            : new LinePicture(
                $"{shown.Title}: {spec.YLabel}, {spec.Learner}", "place on the line: 0 the first network, 1 the second", spec.YLabel,
                curves)
            {
                YScale = FigurePictures.Scale(spec.Logarithmic),
            };

        Series Curve(string split)
        {
            var places = own.SelectMany(ended => ended.Result.History)
                .Where(
                    point => point.Metric == spec.Metric && point.Split == split && alphas.ContainsKey(point.Iteration)
                        && double.IsFinite(point.Value))
                .GroupBy(point => point.Iteration).OrderBy(group => group.Key)
                .Select(group => (X: alphas[group.Key], Spread: Spread.Of([.. group.Select(point => point.Value)]))).ToList();
            double[]? Band(int sign) => own.Count < 2 || spec.Logarithmic ? null : [.. places.Select(place => Edge(place.Spread, sign))];
            return new(split, [.. places.Select(place => place.X)], [.. places.Select(place => place.Spread.Mean)], Band(-1), Band(1));
        }
    }

    public static IPicture? Path(PathSpec spec, Shown shown)
    {
        var paths = new List<Series>();
        var least = 1.0;
        foreach (var ended in shown.Of(spec.Learner).OrderBy(ended => ended.Trial.Seed))
        {
            double[] Values(string metric) =>
                [.. ended.Result.History.Where(point => point.Metric == metric).Select(point => point.Value)];
            var (x, y) = (Values(WeightPathDiagnostic.Component(spec.Part, 1)), Values(WeightPathDiagnostic.Component(spec.Part, 2)));
            if (x.Length < 2 || x.Length != y.Length)
                continue;
            paths.Add(new(shown.Experiment.NameOf(ended.Trial.Seed), x, y));
            least = Math.Min(
                least, Values(WeightPathDiagnostic.Share(spec.Part, 1)).Sum() + Values(WeightPathDiagnostic.Share(spec.Part, 2)).Sum());
        }

        var title = FormattableString.Invariant($"{shown.Title}: {spec.Words}, {least:0%} and more of the variance");
        return paths.Count == 0 ? null : new PathPicture(title, "first component, weights", "second component, weights", paths);
    }

    private static Series ByEpoch(string name, IReadOnlyList<IReadOnlyList<(int Epoch, double Value)>> seeds)
    {
        var epochs = seeds.SelectMany(curve => curve).GroupBy(point => point.Epoch).OrderBy(epoch => epoch.Key)
            .Select(epoch => (epoch.Key, Spread: Spread.Of([.. epoch.Select(point => point.Value)]))).ToList();
        double[]? Band(int sign) => seeds.Count < 2 ? null : [.. epochs.Select(epoch => Edge(epoch.Spread, sign))];
        return new(name, [.. epochs.Select(epoch => (double)epoch.Key)], [.. epochs.Select(epoch => epoch.Spread.Mean)], Band(-1), Band(1));
    }

    private static Series ByUpdate(string name, string metric, IEnumerable<FinishedTrial> trials)
    {
        var points = trials.SelectMany(ended => ended.Result.History)
            .Where(point => point.Metric == metric && double.IsFinite(point.Value))
            .GroupBy(point => point.Iteration).OrderBy(group => group.Key)
            .Select(group => (X: (double)group.Key, Spread.Of([.. group.Select(point => point.Value)]).Mean)).ToList();
        // it has no place on a logarithmic axis
        var legend = points.Count > 0 && points.All(point => point.Mean == 0) ? $"{name}: 0 throughout" : name;
        return new(legend, [.. points.Select(point => point.X)], [.. points.Select(point => point.Mean)]);
    }

    /// <summary>One deviation below (−1) or above (1) a mean; the mean where there is no deviation.</summary>
    private static double Edge(Spread spread, int sign) => spread.Mean + (sign * (spread.Count < 2 ? 0 : spread.Deviation));
}
