using System.Globalization;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Running;

/// <summary>The data sets of a run, each with its harness: loaded before the first trial, let go after the last that needs it.</summary>
internal sealed class LoadedData(RunPlan plan)
{
    private const int MostColumns = 40;

    private readonly Dictionary<Key, Entry> _entries = [];
    private readonly Lock _lock = new();

    /// <summary>The data set and the harness of a trial.</summary>
    public (DataSet Data, MetricsHarness Harness) this[Trial trial]
    {
        get
        {
            lock (_lock)
            {
                var entry = _entries[KeyOf(trial)];
                return (entry.Data!, entry.Harness!);
            }
        }
    }

    /// <summary>Loads what the experiments of a plan need, each set once.</summary>
    /// <returns>For each experiment each of its data sets, and of these each fold, under the name that was asked for.</returns>
    public IReadOnlyList<(string Suite, Experiment Experiment, string Asked, DataSet Data)> Load(
        DataSetOptions options, IRunProgress progress, CancellationToken cancellation)
    {
        var loaded = new List<(string, Experiment, string, DataSet)>();
        var asked = plan.Experiments
            .SelectMany(part => part.Experiment.DataSets, (part, name) => (part.Suite, part.Experiment, name))
            .SelectMany(part => SeedsOf(part.Experiment), (part, seed) => (part.Suite, part.Experiment, part.name, seed));
        foreach (var (suite, experiment, name, seed) in asked)
        {
            var key = Key.Of(experiment, name, seed);
            if (!_entries.TryGetValue(key, out var entry))
            {
                if (seed == 1)
                    progress.Loading(name);
                var data = Read(experiment, name, seed, options, progress, cancellation);
                if (seed == 1)
                    progress.Loaded(data);
                _entries.Add(
                    key, entry = new Entry { Data = data, Harness = new MetricsHarness(data), Rows = (data.TrainRows, data.TestRows) });
            }

            loaded.Add((suite, experiment, experiment.Csv?.Folds is null ? name : $"{name}, seed {seed}", entry.Data!));
        }

        return loaded;
    }

    /// <summary>The rows of an experiment's first seed; they are loaded again where they were let go, and not kept.</summary>
    public DataSet Again(Experiment experiment, string name, DataSetOptions options)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(Key.Of(experiment, name, 1), out var entry) && entry.Data is { } data)
                return data;
        }

        return Read(experiment, name, 1, options, new NoProgress(), CancellationToken.None);
    }

    private static DataSet Read(
        Experiment experiment, string name, int seed, DataSetOptions options, IRunProgress progress, CancellationToken cancellation)
    {
        var key = Key.Of(experiment, name, seed);
        if (experiment.Csv is { } csv)
            return key.Apply(LoadCsv(csv, seed, progress, cancellation));
        var relay = new Relay(name, progress);
        return key.Parted(experiment.Images is { } images
            ? UserImages.Load(experiment.Name, images, key.Apply(images.Options), relay, progress, cancellation)
            : DataSets.Load(name, key.Apply(options), relay, cancellation));
    }

    /// <summary>Counts the trials that will ask for each set; one that none asks for is let go.</summary>
    public void Expect(IEnumerable<Trial> trials)
    {
        foreach (var trial in trials)
            _entries[KeyOf(trial)].Waiting++;
        foreach (var entry in _entries.Values.Where(entry => entry.Waiting == 0))
            entry.LetGo();
    }

    /// <summary>A trial is done with its set.</summary>
    public void Release(Trial trial)
    {
        lock (_lock)
        {
            var entry = _entries[KeyOf(trial)];
            if (--entry.Waiting == 0)
                entry.LetGo();
        }
    }

    /// <summary>The seeds that have rows of their own: with folds all, else the first stands for all.</summary>
    private static IEnumerable<int> SeedsOf(Experiment experiment) =>
        Enumerable.Range(1, experiment.Csv?.Folds is null ? 1 : experiment.Seeds);

    /// <summary>Training and test rows of an experiment's first seed; the others' differ by a few at most.</summary>
    public (int Train, int Test) RowsOf(Experiment experiment, string dataSet) => _entries[Key.Of(experiment, dataSet, 1)].Rows;

    private Key KeyOf(Trial trial) => Key.Of(plan.ExperimentOf(trial), trial.DataSet, trial.Seed);

    /// <summary>Reads the file and tells, for the first seed, how each column was understood.</summary>
    private static DataSet LoadCsv(CsvSource csv, int seed, IRunProgress progress, CancellationToken cancellation)
    {
        try
        {
            var read = CsvData.Load(csv.Path, csv.OptionsOf(seed), cancellation);
            if (seed > 1)
                return read.DataSet;
            foreach (var column in read.Columns.Take(MostColumns))
                progress.Say($"    {column}");
            if (read.Columns.Count > MostColumns)
                progress.Say($"    and {read.Columns.Count - MostColumns} columns more");
            if (csv.Folds is { } folds)
                progress.Say($"    {folds} folds: each seed tests on another");
            if (ClassShares.Of(read.DataSet) is { Length: > 0 } shares)
                progress.Say($"    {shares}");
            return read.DataSet;
        }
        catch (FileNotFoundException exception)
        {
            throw new DataNotFoundException(exception.Message, exception);
        }
        catch (ArgumentException exception)
        {
            throw new SuiteException($"The options for {csv.Path}: {ErrorText.Of(exception)}", exception);
        }
    }

    /// <summary>
    /// What is loaded: a name of the catalog, or data of the user's with their options as text; the seed where each has rows of its own,
    /// else 1.
    /// </summary>
    private sealed record Key(string Name, int Seed, int? TrainRows, int? ValidationRows, int? TestRows, int? LargeTestRows)
    {
        public static Key Of(Experiment experiment, string dataSet, int seed) =>
            new(
                experiment.Csv is { } csv ? CsvSourceJson.Write(csv).ToJsonString()
                    : experiment.Images is { } images ? ImageSourceJson.Write(images).ToJsonString()
                    : dataSet,
                experiment.Csv?.Folds is null ? 1 : seed,
                experiment.TrainRows, experiment.ValidationRows, experiment.TestRows, experiment.LargeTestRows);

        public DataSetOptions Apply(DataSetOptions options) =>
            options with
            {
                TrainRows = TrainRows,
                ValidationRows = ValidationRows,
                TestRows = AllTestRows,
            };

        public ImageDataOptions Apply(ImageDataOptions options) =>
            options with { TrainRows = TrainRows, ValidationRows = ValidationRows, TestRows = AllTestRows };

        private int? AllTestRows => LargeTestRows is { } more ? checked(TestRows!.Value + more) : TestRows;

        /// <summary>The first rows of each split of a file, no more than asked for.</summary>
        public DataSet Apply(DataSet data) => Parted(data) with
        {
            Train = First(data.Train, TrainRows)!,
            Validation = First(data.Validation, ValidationRows),
        };

        /// <summary>The data set with its test rows in the parts that were asked for.</summary>
        public DataSet Parted(DataSet data) => LargeTestRows is { } more
            ? data.WithLargeTest(TestRows!.Value, more)
            : data with { Test = First(data.Test, TestRows) };

        private static MatrixDataView? First(MatrixDataView? rows, int? most) =>
            rows is not null && most < rows.RowCount ? rows.Take(most.Value) : rows;
    }

    private sealed class Entry
    {
        public DataSet? Data { get; set; }

        public MetricsHarness? Harness { get; set; }

        public required (int Train, int Test) Rows { get; init; }

        public int Waiting { get; set; }

        public void LetGo() => (Data, Harness) = (null, null);
    }

    private sealed class Relay(string dataSet, IRunProgress progress) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => progress.Loading(dataSet, value);
    }
}

/// <summary>How rows are spread over classes: without it an accuracy says little.</summary>
internal static class ClassShares
{
    private const int Most = 8;

    /// <summary>
    /// As <c>classes: dear 9 %, normal (true) 91 % of the rows to train on</c>, the largest first where there are many; empty for a
    /// regression.
    /// </summary>
    public static string Of(DataSet data)
    {
        if (data.ClassCount == 0)
            return "";
        var counts = new int[data.ClassCount];
        for (var row = 0; row < data.TrainRows; row++)
            counts[data.Train.GetClass(row)]++;
        var order = Enumerable.Range(0, counts.Length).OrderByDescending(c => counts.Length > Most ? counts[c] : 0).Take(Most);
        var more = counts.Length > Most ? $" and {counts.Length - Most} more" : "";
        return $"classes: {string.Join(", ", order.Select(Share))}{more} of the rows to train on";

        string Share(int c)
        {
            var isTrue = data.Task == LearningTask.Binary && c == 1 ? " (true)" : "";
            return $"{data.ClassNames[c]}{isTrue} {(100.0 * counts[c] / data.TrainRows).ToString("0.#", CultureInfo.InvariantCulture)} %";
        }
    }
}
