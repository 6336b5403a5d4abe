using System.Runtime.ExceptionServices;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Running;

/// <summary>The data sets of a run, each with its harness: loaded before the first trial, let go after the last that needs it.</summary>
internal sealed class LoadedData(RunPlan plan)
{
    private const int MostColumns = 40;

    private readonly Dictionary<Key, Entry> _entries = [];
    private readonly Dictionary<Key, Exception> _failed = [];
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

    /// <summary>Why the rows of a trial could not be prepared, in one line; null where they were.</summary>
    public string? ErrorOf(Trial trial) =>
        _failed.TryGetValue(KeyOf(trial), out var error) ? $"{error.GetType().Name}: {ErrorText.Of(error)}" : null;

    /// <summary>
    /// The experiments whose rows could not be prepared, each with its data set and the reason, one for each data set.
    /// </summary>
    public IEnumerable<(string Suite, Experiment Experiment, string DataSet, Exception Error)> Failures => plan.Experiments
        .SelectMany(
            part => part.Experiment.DataSets,
            (part, name) => (part.Suite, part.Experiment, Name: name, Error: ErrorOf(part.Experiment, name)))
        .Where(part => part.Error is not null).Select(part => (part.Suite, part.Experiment, part.Name, part.Error!));

    /// <summary>
    /// Loads what the trials need, refuses what does not fit it, and tells the run's record of each set and of what failed. Otherwise as
    /// <see cref="Load"/>.
    /// </summary>
    /// <returns>The rows of the folds.</returns>
    public FoldFiles LoadInto(RunManifest manifest, DataSetOptions options, IRunProgress progress, CancellationToken cancellation)
    {
        var folds = new FoldFiles();
        foreach (var (suite, experiment, asked, seed, data) in Load(options, progress, cancellation))
        {
            manifest.Add(suite, experiment, asked, data);
            folds.Add(suite, experiment, seed, data);
        }

        RequireFit();
        foreach (var (suite, experiment, dataSet, error) in Failures)
        {
            var on = experiment.DataSets.Count > 1 ? $" on {dataSet}" : "";
            manifest.AddNotice(
                $"{suite}/{experiment.Name}{on} has trials that failed, for their data cannot be prepared: {ErrorText.Of(error)}");
        }

        return folds;
    }

    /// <summary>
    /// Loads what the trials of a plan need, each set once. What cannot be prepared is left to <see cref="Failures"/>, and its trials
    /// to <see cref="ErrorOf(Trial)"/>; where nothing can be, the first reason is thrown.
    /// </summary>
    /// <returns>For each experiment each of its data sets, and of these each fold, under the name that was asked for.</returns>
    public IReadOnlyList<(string Suite, Experiment Experiment, string Asked, int Seed, DataSet Data)> Load(
        DataSetOptions options, IRunProgress progress, CancellationToken cancellation)
    {
        var loaded = new List<(string, Experiment, string, int, DataSet)>();
        var asked = plan.Experiments
            .SelectMany(part => part.Experiment.DataSets, (part, name) => (part.Suite, part.Experiment, name))
            .SelectMany(part => SeedsOf(part.Experiment), (part, seed) => (part.Suite, part.Experiment, part.name, seed));
        var needed = plan.Trials.Select(KeyOf).ToHashSet(); // of a part of a plan, not all
        foreach (var (suite, experiment, name, seed) in asked)
        {
            var key = Key.Of(experiment, name, seed);
            if (!needed.Contains(key) || _failed.ContainsKey(key))
                continue;
            if (!_entries.TryGetValue(key, out var entry))
            {
                if (seed == 1)
                    progress.Loading(name);
                try
                {
                    var data = Read(experiment, name, seed, options, progress, cancellation);
                    RequireClassesToTrainOn(experiment, data);
                    RequireRowsToWeighBy(experiment, data);
                    if (seed == 1)
                        progress.Loaded(data);
                    entry = new Entry
                    {
                        Data = data,
                        Harness = new MetricsHarness(data),
                        Rows = (data.TrainRows, data.TestRows),
                        HasImages = data is { ImageShape: not null, Test: not null, ClassCount: > 0 },
                    };
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    _failed.Add(key, exception);
                    continue;
                }

                _entries.Add(key, entry);
            }

            loaded.Add((suite, experiment, experiment.HasFolds ? $"{name}, seed {seed}" : name, seed, entry.Data!));
        }

        if (loaded.Count == 0 && _failed.Count > 0 && plan.Experiments.All(part => part.Experiment.Study is null))
            ExceptionDispatchInfo.Throw(_failed.Values.First());
        return loaded;
    }

    /// <summary>Refuses learners and metrics that do not fit the tasks that files turned out to have.</summary>
    /// <exception cref="SuiteException">There are some; the message names all.</exception>
    public void RequireFit() => TaskFit.Require(
        plan, (experiment, name) => SeedsOf(experiment)
            .Select(seed => _entries.GetValueOrDefault(Key.Of(experiment, name, seed))?.Data?.Task)
            .FirstOrDefault(task => task is not null));

    private Exception? ErrorOf(Experiment experiment, string dataSet) => SeedsOf(experiment)
        .Select(seed => _failed.GetValueOrDefault(Key.Of(experiment, dataSet, seed))).FirstOrDefault(error => error is not null);

    /// <summary>Refuses rows to be judged on whose class no training row has: no learner could ever name it.</summary>
    /// <exception cref="DataFileException">There are some.</exception>
    private static void RequireClassesToTrainOn(Experiment experiment, DataSet data)
    {
        if (data.ClassCount == 0 || !experiment.HasOwnData)
            return;
        var trained = Counts(data.Train, data.ClassCount);
        (string Name, int[] Counts)[] others = [
            ("validate", Counts(data.Validation, data.ClassCount)), ("test", Counts(data.Test, data.ClassCount)),
            ("test besides", Counts(data.LargeTest, data.ClassCount))];
        for (var c = 0; c < data.ClassCount; c++)
        {
            if (trained[c] > 0 || others.All(part => part.Counts[c] == 0))
                continue;
            var rows = string.Join(" and ", others.Where(part => part.Counts[c] > 0).Select(part => $"{part.Counts[c]} to {part.Name} on"));
            var remedy = experiment.Csv is null ? "Give this class more pictures, or leave it out."
                : "Give this class more rows, or leave it out; \"split\": \"stratified\", fewer \"folds\" and more \"trainRows\" in the "
                    + "suite file leave rare classes more rows to train on.";
            throw new DataFileException(
                $"{data.Name}: the class '{data.ClassNames[c]}' has no row to train on, and {rows}, so that no learner can know it. "
                    + remedy);
        }
    }

    /// <summary>Refuses data without validation rows where learners are to be weighed by them.</summary>
    /// <exception cref="SuiteException">There are none.</exception>
    private static void RequireRowsToWeighBy(Experiment experiment, DataSet data)
    {
        if (experiment.Ensemble is { } ensemble && data.ValidationRows == 0)
        {
            throw new SuiteException(
                $"The ensemble '{ensemble}' of the experiment '{experiment.Name}' weighs learners by validation rows, and {data.Name} has "
                    + "none. Give \"validationShare\" above 0 in the suite file's data, or leave out \"ensemble\".");
        }
    }

    private static int[] Counts(MatrixDataView? rows, int classes)
    {
        var counts = new int[classes];
        for (var row = 0; row < (rows?.RowCount ?? 0); row++)
            counts[rows!.GetClass(row)]++;
        return counts;
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
        try
        {
            return ReadRows(experiment, name, seed, options, progress, cancellation);
        }
        catch (Exception exception) when (exception is OverflowException or OutOfMemoryException)
        {
            throw new SuiteException(
                $"The rows of {name} for the experiment '{experiment.Name}' do not fit into memory. Give fewer trainRows, "
                    + "validationRows and testRows, fewer columns, or a smaller maxCategories.", exception);
        }
    }

    private static DataSet ReadRows(
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
        {
            if (_entries.TryGetValue(KeyOf(trial), out var entry))
                entry.Waiting++;
        }

        foreach (var entry in _entries.Values.Where(entry => entry.Waiting == 0))
            entry.LetGo();
    }

    /// <summary>A trial is done with its set.</summary>
    public void Release(Trial trial)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(KeyOf(trial), out var entry) && --entry.Waiting == 0)
                entry.LetGo();
        }
    }

    /// <summary>The seeds that have rows of their own: with folds all, else the first stands for all.</summary>
    private static IEnumerable<int> SeedsOf(Experiment experiment) =>
        Enumerable.Range(1, experiment.HasFolds ? experiment.Seeds : 1);

    /// <summary>
    /// Training and test rows of an experiment's first seed that could be prepared, one each where none could; the others' differ by a few
    /// at most.
    /// </summary>
    public (int Train, int Test) RowsOf(Experiment experiment, string dataSet) => SeedsOf(experiment)
        .Select(seed => _entries.GetValueOrDefault(Key.Of(experiment, dataSet, seed))?.Rows).FirstOrDefault(rows => rows is not null)
        ?? (1, 1);

    /// <summary>Whether the rows of an experiment's first seed are images with classes, some of them to test on.</summary>
    public bool HasImages(Experiment experiment, string dataSet) =>
        _entries.TryGetValue(Key.Of(experiment, dataSet, 1), out var entry) && entry.HasImages;

    private Key KeyOf(Trial trial) => Key.Of(plan.ExperimentOf(trial), trial.DataSet, trial.Seed);

    /// <summary>Reads the file and tells, for the first seed, how each column was understood.</summary>
    private static DataSet LoadCsv(CsvSource csv, int seed, IRunProgress progress, CancellationToken cancellation)
    {
        try
        {
            var read = CsvData.Load(csv.Path, csv.OptionsOf(seed), cancellation);
            if (seed > 1)
                return read.DataSet;
            var label = read.Columns.Single(column => column.Role == CsvColumnRole.Label);
            foreach (var remark in read.Remarks)
                progress.Say($"    {remark}");
            foreach (var column in read.Columns.Take(MostColumns))
                progress.Say($"    {column}");
            if (read.Columns.Count > MostColumns)
            {
                var others = read.Columns.Skip(MostColumns).ToList();
                progress.Say($"    and {others.Count} columns more");
                foreach (var column in others.Where(column => column.Remark is not null || column == label).Take(MostColumns))
                    progress.Say($"    {column}");
            }

            progress.Say($"    {TaskText.Of(read.DataSet, label.Name)}");
            if (csv.Folds is { } folds)
                progress.Say($"    {folds} folds: each tests on rows that the others train on");
            if (ClassShares.Of(read.DataSet) is { Length: > 0 } shares)
                progress.Say($"    {shares}");
            if (TaskText.RemarkOf(read.DataSet) is { } majority)
                progress.Say($"    {majority}");
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
                experiment.HasFolds ? seed : 1,
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

        public required bool HasImages { get; init; }

        public int Waiting { get; set; }

        public void LetGo() => (Data, Harness) = (null, null);
    }

    private sealed class Relay(string dataSet, IRunProgress progress) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => progress.Loading(dataSet, value);
    }
}
