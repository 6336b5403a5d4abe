namespace MlPipelines.Reporting.Results;

/// <summary>What the page of a run shows, read from the run's folder.</summary>
public sealed record RunFigures
{
    /// <summary>The folder's name, without its path.</summary>
    public required string Folder { get; init; }

    /// <summary>Facts on the run and its machine, each with its name.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The command that made the run.</summary>
    public required string Command { get; init; }

    /// <summary>Sentences that every output repeats.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>The answer of a comparison, line by line; empty for other runs.</summary>
    public required IReadOnlyList<string> Answer { get; init; }

    /// <summary>The rows that were trained and tested on.</summary>
    public required IReadOnlyList<DataFacts> Data { get; init; }

    /// <summary>The experiments, in the run's order.</summary>
    public required IReadOnlyList<ExperimentFigures> Experiments { get; init; }

    /// <summary>Sentences of reports with their answers.</summary>
    public required IReadOnlyList<SentenceFigures> Sentences { get; init; }

    /// <summary>The rules of style that all pictures need; empty where there are none.</summary>
    public string PictureRules { get; init; } = "";
}

/// <summary>A fact with its name.</summary>
public sealed record Fact(string Name, string Value);

/// <summary>The rows of an experiment.</summary>
public sealed record DataFacts(string Experiment, string Name, string Source, string Rows, string Hash, bool IsStandIn);

/// <summary>A sentence of a report with its answer.</summary>
public sealed record SentenceFigures(string Source, string Text, string Verdict, string Because);

/// <summary>An experiment of a run.</summary>
/// <param name="Suite">The suite's name.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Chosen">What was chosen here; null for nothing.</param>
public sealed record ExperimentFigures(string Suite, string Name, string Question, string? Chosen)
{
    /// <summary>The whole name.</summary>
    public string Title => $"{Suite}/{Name}";

    /// <summary>The place in the page.</summary>
    public string Anchor => $"{Suite}-{Name}";

    /// <summary>The results on each data set.</summary>
    public IReadOnlyList<GroupFigures> Groups { get; init; } = [];

    /// <summary>The judged claims.</summary>
    public IReadOnlyList<ClaimFigures> Claims { get; init; } = [];

    /// <summary>Pairs of learners, compared.</summary>
    public IReadOnlyList<PairFigures> Pairs { get; init; } = [];

    /// <summary>The pictures of all data sets together, such as the ranks.</summary>
    public IReadOnlyList<PictureFigures> Pictures { get; init; } = [];
}

/// <summary>A judged claim.</summary>
public sealed record ClaimFigures(string Text, string Source, string Evidence, Ranged? Figure, string Verdict);

/// <summary>Two learners, compared.</summary>
public sealed record PairFigures(string Measure, string First, string Second, Ranged? Difference, double? P, string Better);

/// <summary>A figure with its interval.</summary>
public sealed record Ranged(double Value, double? Low = null, double? High = null);

/// <summary>A picture as an element of the page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Light">The element: for both themes, or in light colours where there is another in dark ones.</param>
/// <param name="Dark">The element in dark colours; null where the other is for both.</param>
public sealed record PictureFigures(string Name, string Light, string? Dark);

/// <summary>The results of an experiment on one data set.</summary>
public sealed record GroupFigures
{
    /// <summary>The data set's name.</summary>
    public required string DataSet { get; init; }

    /// <summary>What trials are called, <c>seeds</c> or <c>folds</c>.</summary>
    public required string TrialsAre { get; init; }

    /// <summary>The columns of figures.</summary>
    public required IReadOnlyList<FigureColumn> Columns { get; init; }

    /// <summary>The learners, the best first by the first column.</summary>
    public required IReadOnlyList<LearnerRow> Learners { get; init; }

    /// <summary>Curves of trainings by epoch.</summary>
    public IReadOnlyList<CurveSet> Curves { get; init; } = [];

    /// <summary>What the best learner confuses; null where that is not known.</summary>
    public Confusion? Confusion { get; init; }

    /// <summary>What the best learner says of single rows; null where that is not known.</summary>
    public RowFigures? Rows { get; init; }

    /// <summary>The pictures.</summary>
    public IReadOnlyList<PictureFigures> Pictures { get; init; } = [];
}

/// <summary>What a learner says of single test rows.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Trials">Of how many trials.</param>
/// <param name="Mistakes">Its worst mistakes, the worst first: of each row that of the trial which is most wrong.</param>
public sealed record RowFigures(string Learner, int Trials, IReadOnlyList<Mistake> Mistakes)
{
    /// <summary>Whether all trials test on the same rows, as seeds do and folds do not.</summary>
    public bool AreSameRows { get; init; }

    /// <summary>Whether probabilities are what they say, by their size; empty where there are none.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    /// <summary>The curve of thresholds, of two classes; null for others.</summary>
    public IReadOnlyList<RocPoint>? Roc { get; init; }

    /// <summary>The class that counts as true; null for other than two.</summary>
    public string? Positive { get; init; }
}

/// <summary>A mistake.</summary>
/// <param name="Place">Which row it is.</param>
/// <param name="Truth">The label.</param>
/// <param name="Said">What was said.</param>
/// <param name="Probability">The probability that the label had; null where there are none.</param>
public sealed record Mistake(string Place, string Truth, string Said, double? Probability)
{
    /// <summary>How many trials say a wrong class of it; null for numbers, and where each trial has rows of its own.</summary>
    public int? WrongTrials { get; init; }

    /// <summary>What the row looks like; null where it is no picture, or none was kept.</summary>
    public SmallPicture? Picture { get; init; }
}

/// <summary>Rows with about the same probability for what was said of them.</summary>
/// <param name="Probability">Its mean.</param>
/// <param name="Right">The share of them that is right.</param>
/// <param name="Rows">How many there are.</param>
public sealed record ReliabilityBin(double Probability, double Right, int Rows);

/// <summary>What a threshold gives.</summary>
/// <param name="FalsePositives">The share of false rows that are called true.</param>
/// <param name="TruePositives">The share of true rows that are called true: the recall.</param>
/// <param name="Precision">The share of those called true that are.</param>
public sealed record RocPoint(double FalsePositives, double TruePositives, double Precision);

/// <summary>A column of figures.</summary>
/// <param name="Name">Its heading, in words.</param>
/// <param name="LowerIsBetter">Whether the lower figure is the better one; null where neither is.</param>
/// <param name="Decimals">How many decimals are shown.</param>
public sealed record FigureColumn(string Name, bool? LowerIsBetter, int Decimals);

/// <summary>A learner's figures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Trials">How many trials ended well.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Cells">A figure for each column; null for none.</param>
public sealed record LearnerRow(string Name, string Settings, int Trials, int Failed, IReadOnlyList<Cell?> Cells);

/// <summary>The figure of a learner: a mean with its interval, or with the range of its trials where there are few.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Where the interval, or the range, begins; null for one trial.</param>
/// <param name="High">Where it ends.</param>
public sealed record Cell(double Mean, double? Low, double? High);

/// <summary>Curves of one metric on one split, by epoch.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Epochs">The epochs.</param>
/// <param name="Lines">A line for each learner.</param>
public sealed record CurveSet(string Name, IReadOnlyList<int> Epochs, IReadOnlyList<CurveLine> Lines)
{
    /// <summary>Groups of learners whose curves are the same.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Same { get; init; } = [];
}

/// <summary>A learner's curve: the mean over trials, and the lowest and the highest of them.</summary>
public sealed record CurveLine(
    string Learner, IReadOnlyList<double?> Mean, IReadOnlyList<double?> Low, IReadOnlyList<double?> High);

/// <summary>How often each class was taken for which one.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Trials">Of how many trials.</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Counts">Rows are the true class, columns what was said.</param>
public sealed record Confusion(string Learner, int Trials, IReadOnlyList<string> Classes, long[,] Counts);
