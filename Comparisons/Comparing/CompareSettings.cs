using MlPipelines.Comparisons.Cluster;
using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Pictures;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>What the command <c>compare</c> is asked for.</summary>
internal sealed record CompareSettings
{
    /// <summary>The table.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read: label, task, columns that are not used.</summary>
    public CsvOptions Reading { get; init; } = new();

    /// <summary>The column whose equal values stay in one fold, or null.</summary>
    public string? Group { get; init; }

    /// <summary>The column by which rows follow in time, the latest of which are tested on; null for folds.</summary>
    public string? Time { get; init; }

    /// <summary>The column whose different values are the folds; null to deal the rows.</summary>
    public string? FoldColumn { get; init; }

    /// <summary>A file with the rows to test on, null for folds.</summary>
    public string? TestFile { get; init; }

    /// <summary>The metric that decides; null for the log-loss of classes and the root mean squared error of numbers.</summary>
    public string? Metric { get; init; }

    /// <summary>The kinds of learner; none for the usual ones.</summary>
    public IReadOnlyList<string> Learners { get; init; } = [];

    /// <summary>Number of folds; with a file of test rows, of seeds.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Whether their number was given.</summary>
    public bool HasFolds { get; init; }

    /// <summary>The largest difference that does not matter; null for a tenth of what the baseline is behind.</summary>
    public double? Margin { get; init; }

    /// <summary>Minutes that the trainings of all folds should take together.</summary>
    public double Minutes { get; init; } = 4;

    /// <summary>The same of a quick comparison: one at most.</summary>
    public double MinutesToTrain => Quick ? Math.Min(1, Minutes) : Minutes;

    /// <summary>The most settings that a learner tries in a fit, 1 for its own alone; null for as many as there is time for.</summary>
    public int? Tries { get; init; }

    /// <summary>Core seconds that all learners have together for a fit of each: the minutes of all cores, over the folds.</summary>
    public double SecondsForAFit => 60 * MinutesToTrain * Threads / Folds;

    /// <summary>Whether the slowest learners are left out.</summary>
    public bool Quick { get; init; }

    /// <summary>The folder for the results, or null for a new one.</summary>
    public string? Output { get; init; }

    /// <summary>Whether an earlier run is continued.</summary>
    public bool Resume { get; init; }

    /// <summary>What files the pictures become.</summary>
    public PictureFormat Pictures { get; init; } = PictureFormat.Svg;

    /// <summary>Number of threads in all.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether the answer is written as JSON.</summary>
    public bool Json { get; init; }

    /// <summary>The command as it was given, for the record.</summary>
    public string Command { get; init; } = "";

    /// <summary>How the trials are shared among processes; null where this one runs all.</summary>
    public SharedWork? Sharing { get; init; }
}
