using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Reporting.Results;

/// <summary>Curves of trainings, read from <c>history.csv</c>: losses and accuracies by epoch.</summary>
internal sealed class CurveReader
{
    private const int MostPoints = 60;
    private const int MostLearners = 12;

    private static readonly (string Split, string Metric)[] Shown =
    [
        (Split.Validation, Metric.Loss), (Split.Validation, Metric.Accuracy), (Split.Test, Metric.Loss), (Split.Test, Metric.Accuracy),
        (Split.Train, Metric.Loss), (Split.Train, Metric.Accuracy),
    ];

    private readonly Dictionary<(string Title, string DataSet, string Split, string Metric, string Learner), Points> _points = [];

    /// <summary>Reads the file.</summary>
    public static CurveReader Read(string folder)
    {
        var reader = new CurveReader();
        foreach (var row in CsvRows.Read(Path.Combine(folder, "history.csv")))
        {
            if (!Shown.Contains((row["split"], row["metric"])) || row.Number("value") is not { } value || !double.IsFinite(value))
                continue;
            var key = ($"{row["suite"]}/{row["experiment"]}", row["dataset"], row["split"], row["metric"], row["learner"]);
            if (!reader._points.TryGetValue(key, out var points))
                reader._points.Add(key, points = new());
            points.Add(row["seed"], row.Whole("epoch"), (float)value);
        }

        return reader;
    }

    /// <summary>The curves of a group of trials.</summary>
    /// <param name="title">The experiment's whole name.</param>
    /// <param name="dataSet">The data set.</param>
    /// <param name="learners">The learners, the best first: so many are drawn as can be told apart.</param>
    public IReadOnlyList<CurveSet> Of(string title, string dataSet, IReadOnlyList<string> learners)
    {
        var sets = new List<CurveSet>();
        foreach (var (split, metric) in Shown)
        {
            var own = learners.Select(learner => (learner, Points: _points.GetValueOrDefault((title, dataSet, split, metric, learner))))
                .Where(pair => pair.Points is not null).Take(MostLearners).ToList();
            int[] epochs = [.. own.SelectMany(pair => pair.Points!.Epochs).Distinct().Order()];
            if (epochs.Length < 2)
                continue;
            if (epochs.Length > MostPoints)
                epochs = [.. Enumerable.Range(0, MostPoints).Select(i => epochs[i * (epochs.Length - 1) / (MostPoints - 1)])];
            List<CurveLine> lines = [.. own.Select(pair => pair.Points!.Line(pair.learner, epochs))];
            sets.Add(new($"{split} {metric}", epochs, lines)
            {
                Same =
                [
                    .. lines.GroupBy(line => string.Join(' ', line.Mean)).Where(group => group.Count() > 1)
                        .Select(group => (IReadOnlyList<string>)[.. group.Select(line => line.Learner)]),
                ],
            });
        }

        return sets;
    }

    /// <summary>The points of a learner's trials; of several in an epoch the last one.</summary>
    private sealed class Points
    {
        private readonly Dictionary<string, SortedList<int, float>> _byTrial = [];

        public IEnumerable<int> Epochs => _byTrial.Values.SelectMany(curve => curve.Keys);

        public void Add(string trial, int epoch, float value)
        {
            if (!_byTrial.TryGetValue(trial, out var curve))
                _byTrial.Add(trial, curve = []);
            curve[epoch] = value;
        }

        public CurveLine Line(string learner, IReadOnlyList<int> epochs)
        {
            var values = epochs.Select(epoch => _byTrial.Values
                .Where(curve => curve.ContainsKey(epoch)).Select(curve => (double)curve[epoch]).ToList()).ToList();
            return new(
                learner, [.. values.Select(own => Of(own, Enumerable.Average))], [.. values.Select(own => Of(own, Enumerable.Min))],
                [.. values.Select(own => Of(own, Enumerable.Max))]);
        }

        private static double? Of(List<double> values, Func<IEnumerable<double>, double> figure) =>
            values.Count > 0 ? figure(values) : null;
    }
}
