using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;
using MlPipelines.Pipelines.Diagnostics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A figure on the line between two networks, of several splits: means over seeds with a band of one deviation.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Metric">The metric in the history, such as <see cref="InterpolationDiagnostic.Loss"/>.</param>
/// <param name="YLabel">What it is, with its unit.</param>
/// <param name="Splits">The splits.</param>
public sealed record AlongSpec(string Name, string Learner, string Metric, string YLabel, params IReadOnlyList<string> Splits) : PictureSpec(Name)
{
    /// <summary>Whether heights lie by their logarithm.</summary>
    public bool Logarithmic { get; init; }

    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var own = trials.Where(record => record.Trial.Learner == Learner).ToList();
        var alphas = own.SelectMany(record => record.Result.History).Where(point => point.Metric == InterpolationDiagnostic.Alpha)
            .GroupBy(point => point.Iteration).ToDictionary(group => group.Key, group => group.First().Value);
        var curves = Splits.Select(split => Curve(split, alphas, own)).Where(curve => curve.X.Count > 1).ToList();
        return curves.Count == 0 ? null
            : new LinePicture($"{title}: {Learner}", "place on the line: 0 the first network, 1 the second", YLabel, curves) { YScale = Logarithmic ? AxisScale.Logarithmic : AxisScale.Linear };
    }

    private Series Curve(string split, Dictionary<long, double> alphas, List<TrialRecord> trials)
    {
        var places = trials.SelectMany(record => record.Result.History)
            .Where(point => point.Metric == Metric && point.Split == split && alphas.ContainsKey(point.Iteration) && double.IsFinite(point.Value))
            .GroupBy(point => point.Iteration).OrderBy(group => group.Key)
            .Select(group => (X: alphas[group.Key], Spread: Spread.Of([.. group.Select(point => point.Value)]))).ToList();
        double[]? Band(int sign) => trials.Count < 2 ? null : [.. places.Select(place => place.Spread.Mean + (sign * (place.Spread.Count < 2 ? 0 : place.Spread.Deviation)))];
        return new(split, [.. places.Select(place => place.X)], [.. places.Select(place => place.Spread.Mean)], Logarithmic ? null : Band(-1), Logarithmic ? null : Band(1));
    }
}
