using System.Globalization;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Drawing;

/// <summary>Pictures of figures of whole trials: bars, curves against learners or settings, tables of colours, points.</summary>
internal static class FigurePictures
{
    private const int FewValues = 5; // fewer are drawn one by one
    private const double LeastSpanOfShares = 0.2;

    public static IPicture? Bars(BarsSpec spec, Shown shown)
    {
        var measure = spec.Measure;
        var trials = spec.Learners is null
            ? shown.Trials
            : [
                .. spec.Learners.Select(name => FiguresBySeed.Resolve(name, shown.Experiment.Choices, shown.All))
                    .SelectMany(name => shown.Of(new(name)))];
        var learners = trials.GroupBy(ended => ended.Trial.Learner).Select(group => (group.Key, Values: Finite(measure, group))).ToList();
        if (learners.Count == 0 || learners.All(learner => learner.Values.Count == 0))
            return null;
        var intervals = learners.Select(learner => Around(learner.Values, measure)).ToList();
        var seeds = learners.Max(learner => learner.Values.Count);
        var most = learners.SelectMany(learner => learner.Values).Max(Math.Abs);
        var isEach = spec.EachSeed || seeds is > 1 and < FewValues;
        var title = $"{shown.Title}: {measure.Name}"
            + (seeds > 1 ? $", mean {(seeds < FewValues ? "" : "and 95 % interval ")}of {seeds} {shown.Experiment.TrialsAre}" : "")
            + (isEach ? ", and each of them" : "");
        return new BarPicture(
            title, $"{measure.Name}, {measure.Unit}", Short([.. learners.Select(learner => learner.Key)]),
            [.. learners.Select(learner => Spread.Of(learner.Values).Mean)],
            [.. intervals.Select(interval => interval?.Low ?? double.NaN)], [.. intervals.Select(interval => interval?.High ?? double.NaN)])
        {
            Single = isEach ? [.. learners.Select(learner => learner.Values)] : [],
            Format = most < 2 ? "0.0000" : most < 100 ? "0.00" : "0",
        };
    }

    public static IPicture? AgainstLearners(AgainstLearnersSpec spec, Shown shown)
    {
        var measure = spec.Measure;
        var curve = Means(measure.Name, measure, spec.Learners.Select(place => (place.X, shown.Of(place.Learner))));
        return curve.X.Count < 2 ? null
            : new LinePicture(
                $"{shown.Title}: {measure.Name} against {spec.Axis}", spec.Axis, $"{measure.Name}, {measure.Unit}",
                [curve])
            { XScale = Scale(spec.LogarithmicX) };
    }

    public static IPicture? AgainstSetting(AgainstSettingSpec spec, Shown shown)
    {
        var measure = spec.Measure;
        var curves = spec.Settings.Select(Curve).Where(curve => curve.X.Count > 1).ToList();
        return curves.Count == 0 ? null
            : new LinePicture(
                $"{shown.Title}: {measure.Name}", string.Join(", ", spec.Settings), $"{measure.Name}, {measure.Unit}",
                curves)
            { XScale = AxisScale.Logarithmic };

        Series Curve(string setting) => Means(setting, measure, shown.Trials
            .GroupBy(ended => ValueOf(ended, setting)).Where(group => group.Key > 0).OrderBy(group => group.Key)
                .Select(group => (group.Key, group.AsEnumerable())));
    }

    public static IPicture? Grid(GridSpec spec, Shown shown)
    {
        var own = shown.Trials.Where(
            ended => ended.Trial.Settings.ContainsKey(spec.Rows) && ended.Trial.Settings.ContainsKey(spec.Columns)).ToList();
        var rows = Values(own, spec.Rows).Reverse().ToList();
        var columns = Values(own, spec.Columns).ToList();
        if (rows.Count < 2 || columns.Count < 2)
            return null;
        var means = new double[rows.Count, columns.Count];
        foreach (var (i, row) in rows.Index())
        {
            foreach (var (j, column) in columns.Index())
            {
                var cell = own.Where(ended => ended.Trial.Settings[spec.Rows] == row && ended.Trial.Settings[spec.Columns] == column);
                means[i, j] = Spread.Of([.. cell.Select(ended => spec.Measure.Of(ended.Result)).OfType<double>()]).Mean;
            }
        }

        return new HeatMapPicture(
            $"{shown.Title}: {spec.Measure.Name}", spec.Columns, spec.Rows, spec.Measure.Unit, columns, rows, means)
        {
            Format = "0.000",
            LeastSpan = spec.Measure.Range is (0, 1) ? LeastSpanOfShares : 0,
        };
    }

    public static IPicture? Scatter(ScatterSpec spec, Shown shown)
    {
        var (x, y) = (spec.X, spec.Y);
        var groups = shown.ByLearner().Select(Group).Where(group => group.X.Count > 0).ToList();
        return groups.Count == 0 ? null
            : new ScatterPicture($"{shown.Title}: {y.Name} against {x.Name}", $"{x.Name}, {x.Unit}", $"{y.Name}, {y.Unit}", groups)
            {
                XScale = Scale(spec.LogarithmicX),
                YScale = Scale(spec.LogarithmicY),
            };

        Series Group(IGrouping<string, FinishedTrial> trials)
        {
            var points = trials.Select(ended => (X: x.Of(ended.Result), Y: y.Of(ended.Result)))
                .Where(point => HasPlace(point.X, spec.LogarithmicX) && HasPlace(point.Y, spec.LogarithmicY)).ToList();
            return new(trials.Key, [.. points.Select(point => point.X!.Value)], [.. points.Select(point => point.Y!.Value)]);
        }
    }

    /// <summary>The scale of an axis.</summary>
    public static AxisScale Scale(bool logarithmic) => logarithmic ? AxisScale.Logarithmic : AxisScale.Linear;

    private static bool HasPlace(double? value, bool logarithmic) =>
        value is { } number && double.IsFinite(number) && (!logarithmic || number > 0);

    private static List<double> Finite(Measure measure, IEnumerable<FinishedTrial> trials) =>
        [.. trials.Select(ended => measure.Of(ended.Result)).OfType<double>().Where(double.IsFinite)];

    /// <summary>
    /// A figure at several places: means over the trials of each, with a band of their 95 % t-intervals; places whose trials do not have it
    /// are left out.
    /// </summary>
    private static Series Means(string name, Measure measure, IEnumerable<(double X, IEnumerable<FinishedTrial> Trials)> places)
    {
        var points = new List<(double X, Spread Spread, Interval? Interval)>();
        foreach (var (x, trials) in places)
        {
            var values = Finite(measure, trials);
            if (values.Count > 0)
                points.Add((x, Spread.Of(values), Around(values, measure)));
        }

        return new(
            name, [.. points.Select(point => point.X)], [.. points.Select(point => point.Spread.Mean)],
            [.. points.Select(point => point.Interval?.Low ?? double.NaN)],
            [.. points.Select(point => point.Interval?.High ?? double.NaN)]);
    }

    /// <summary>
    /// The 95 % t-interval of a mean, as far as the figure can have its values; null for few values, of which it would say little.
    /// </summary>
    private static Interval? Around(List<double> values, Measure measure)
    {
        if (values.Count < FewValues)
            return null;
        var (interval, (least, most)) = (StudentInterval.Of(values), measure.Range);
        return interval with { Low = Math.Max(interval.Low, least), High = Math.Min(interval.High, most) };
    }

    private static double ValueOf(FinishedTrial ended, string setting) =>
        ended.Trial.Settings.TryGetValue(setting, out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static IEnumerable<string> Values(List<FinishedTrial> trials, string setting) =>
        trials.Select(ended => ended.Trial.Settings[setting]).Distinct()
        .OrderBy(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.MaxValue);

    /// <summary>Long names without the words that all begin with, which would leave the bars no room.</summary>
    private static IReadOnlyList<string> Short(IReadOnlyList<string> learners)
    {
        const int Long = 24;
        if (learners.Count < 2 || learners.Max(learner => learner.Length) <= Long)
            return learners;
        while (FirstWord(learners[0]) is { } word && learners.All(learner => FirstWord(learner) == word))
            learners = [.. learners.Select(learner => learner[(word.Length + 1)..])];
        return learners;
    }

    /// <summary>A name's first word, null where it is the only one.</summary>
    private static string? FirstWord(string name) => name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? name[..end] : null;
}
