using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Model;

/// <summary>A sweep of trials with a question: a value, not code.</summary>
public sealed record Experiment
{
    /// <summary>The name, lower case with hyphens, unique in its suite.</summary>
    public required string Name { get; init; }

    /// <summary>What the experiment is to answer.</summary>
    public required string Question { get; init; }

    /// <summary>
    /// Names of the data sets in the catalog, at least one: every learner runs on each. Of data of the user's their path.
    /// </summary>
    public required IReadOnlyList<string> DataSets { get; init; }

    /// <summary>
    /// The CSV file of the user's that is read, null for a data set of the catalog. Numbers of rows are then upper bounds.
    /// </summary>
    public CsvSource? Csv { get; init; }

    /// <summary>
    /// The pictures of the user's that are read, null for a data set of the catalog. Numbers of rows are then upper bounds.
    /// </summary>
    public ImageSource? Images { get; init; }

    /// <summary>Whether the data are the user's own, not a data set of the catalog.</summary>
    public bool HasOwnData => Csv is not null || Images is not null;

    /// <summary>Whether each seed tests on a fold of its own.</summary>
    public bool HasFolds => Csv?.Folds is not null;

    /// <summary>
    /// What the trials of a learner are called in results, in the plural: <c>seeds</c>, or <c>folds</c> where each is one.
    /// </summary>
    public string TrialsAre => HasFolds ? "folds" : "seeds";

    /// <summary>What results call a trial among those of its learner: <c>seed 3</c>, or <c>fold 3 of 5</c>.</summary>
    public string NameOf(int seed) => Csv?.Folds is not { } folds ? $"seed {seed}"
        : seed <= folds ? $"fold {seed} of {folds}"
        : $"fold {((seed - 1) % folds) + 1} of {folds}, dealt anew ({((seed - 1) / folds) + 1})";

    /// <summary>Rows to train on; null for the data set's own number.</summary>
    public int? TrainRows { get; init; }

    /// <summary>Rows to validate on; null for the data set's own number.</summary>
    public int? ValidationRows { get; init; }

    /// <summary>Rows to test on; null for the data set's own number.</summary>
    public int? TestRows { get; init; }

    /// <summary>
    /// Rows of a larger test set, which follow the <see cref="TestRows"/> test rows and share none with them; null for no such set. A file
    /// of the user's may have fewer: then it is what is left.
    /// </summary>
    public int? LargeTestRows { get; init; }

    /// <summary>
    /// The metrics on training rows are of the first so many of them; null for all. For learners whose predictions take long.
    /// </summary>
    public int? TrainMetricRows { get; init; }

    /// <summary>
    /// What is computed once in place of trials; null for trials. An experiment with a study has neither data sets nor learners.
    /// </summary>
    public Study? Study { get; init; }

    /// <summary>Where the claims of the study come from, as <see cref="Claim.Source"/>. Default <see cref="Claim.Ours"/>.</summary>
    public string StudySource { get; init; } = Claim.Ours;

    /// <summary>The learners, before the sweep.</summary>
    public required IReadOnlyList<LearnerSpec> Learners { get; init; }

    /// <summary>
    /// Sentences on what the suite declares and this run leaves out, such as learners that this machine cannot train; shown with the
    /// results.
    /// </summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>
    /// The name under which results have the weighted mean of what all learners predict, weighted by the validation rows of each seed (see
    /// <see cref="WeightedMean"/>); null for none. Nothing is trained for it. The predictions of all learners are then kept too.
    /// </summary>
    public string? Ensemble { get; init; }

    /// <summary>
    /// Whether what each trial predicts of validation and test rows is kept, with its probabilities; with an <see cref="Ensemble"/> it
    /// always is. Default false: then the classes or numbers of test rows are kept alone.
    /// </summary>
    public bool KeepPredictions { get; init; }

    /// <summary>The axes of the sweep, crossed with one another; none for the learners as they are.</summary>
    public IReadOnlyList<SweepAxis> Sweep { get; init; } = [];

    /// <summary>Number of seeds: each learner runs with the seeds 1 to this.</summary>
    public required int Seeds { get; init; }

    /// <summary>What was chosen here and not taken from a published report, in words; shown with the results.</summary>
    public string? Ours { get; init; }

    /// <summary>
    /// The metric by which learners are compared; null for the first that results show, accuracy or root mean squared error.
    /// </summary>
    public string? Compare { get; init; }

    /// <summary>Sentences that the results are to support or to contradict.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Learners that claims and pictures name and that the results choose.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Which trained learners are asked for predictions at places, for maps and pictures of images; null for none.</summary>
    public PredictionMap? Map { get; init; }

    /// <summary>Pictures that are drawn of the results.</summary>
    public IReadOnlyList<PictureSpec> Pictures { get; init; } = [];

    /// <summary>What a quick run makes of it.</summary>
    public QuickRule Quick { get; init; } = new();
}

/// <summary>What a quick run makes of an experiment: fewer seeds, epochs and rows. Nothing is made larger by it.</summary>
public sealed record QuickRule
{
    /// <summary>
    /// Whether a quick run of the whole suite leaves the experiment out. One that is named by itself runs. Default false.
    /// </summary>
    public bool LeaveOut { get; init; }

    /// <summary>Most seeds.</summary>
    public int Seeds { get; init; } = 2;

    /// <summary>Epochs are divided by this, and are at least 1.</summary>
    public int EpochDivisor { get; init; } = 10;

    /// <summary>Most rows to train on, null for all.</summary>
    public int? TrainRows { get; init; } = 10_000;

    /// <summary>Most rows to validate and to test on, null for all.</summary>
    public int? OtherRows { get; init; } = 2_000;

    /// <summary>The setting <c>rows</c> of learners is divided by this, and is at least 1; 0, for all rows, stays. Default 1.</summary>
    public int RowDivisor { get; init; } = 1;

    /// <summary>The setting <c>trees</c> of learners is divided by this, and is at least 1. Default 1.</summary>
    public int TreeDivisor { get; init; } = 1;

    /// <summary>Most pixels on a side of the images that networks see, the setting <c>size</c>; null for all. Default null.</summary>
    public int? ImageSize { get; init; }
}

/// <summary>A CSV file of the user's as an experiment's data.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Options">How it is read and split.</param>
/// <param name="Folds">Number of folds of a cross-validation, one for each seed; null where every seed has the same rows.</param>
public sealed record CsvSource(string Path, CsvOptions Options, int? Folds = null)
{
    /// <summary>
    /// How the file is split for a seed's trials: with folds each seed tests on another; when all have had their turn, rows are dealt to
    /// folds anew.
    /// </summary>
    public CsvOptions OptionsOf(int seed) => Folds is { } folds
        ? Options with { Fold = new CsvFold((seed - 1) % folds, folds), Seed = Options.Seed + ((seed - 1) / folds) }
        : Options;
}

/// <summary>A folder or an archive of pictures of the user's as an experiment's data: see <see cref="Data.ImageData"/>.</summary>
/// <param name="Path">The folder's or the archive's full path.</param>
/// <param name="Options">How they are read and split; numbers of rows are the experiment's.</param>
public sealed record ImageSource(string Path, ImageDataOptions Options)
{
    /// <summary>Pictures of so many pixels, else read and split as by default.</summary>
    /// <param name="path">The folder's or the archive's full path.</param>
    /// <param name="size">Height and width in pixels.</param>
    public ImageSource(string path, int size)
        : this(path, new ImageDataOptions { Image = new ImageOptions { Size = size } })
    {
    }

    /// <summary>The task that the pictures must be for: a binary one has two classes. Null for whatever they are.</summary>
    public LearningTask? Task { get; init; }
}

/// <summary>Which trained learners are asked for their predictions at places of a grid or a line, or of test rows.</summary>
/// <param name="Places">The places.</param>
/// <param name="Seeds">The first so many seeds are.</param>
/// <param name="Learners">The learners; none for all.</param>
public sealed record PredictionMap(PredictionPlaces Places, int Seeds, params IReadOnlyList<LearnerName> Learners)
{
    /// <summary>The places of a learner's trial, null where it has none.</summary>
    public PredictionPlaces? Of(string learner, int seed) =>
        seed <= Seeds && (Learners.Count == 0 || Learners.Any(name => name.Text == learner)) ? Places : null;
}

/// <summary>What an experiment does that trains no learners: computed once in a run, and the same each time.</summary>
/// <param name="Name">The name, lower case with hyphens, by which a suite file asks for it.</param>
/// <param name="Title">What it does, in a few words.</param>
public sealed record Study(string Name, string Title)
{
    /// <summary>The gradients of every layer, loss and of whole networks in double precision.</summary>
    public static Study GradientCheck { get; } =
        new("gradient-check", "Taylor tests of every layer, loss and network, Jacobian and transpose of every layer, in double precision");

    /// <summary>Every study.</summary>
    public static IReadOnlyList<Study> All { get; } = [GradientCheck];
}
