using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures.Declared;
using MlPipelines.Comparisons.Studies;

namespace MlPipelines.Comparisons.Suites;

/// <summary>A sweep of trials with a question: a value, not code.</summary>
public sealed record Experiment
{
    /// <summary>The name, lower case with hyphens, unique in its suite.</summary>
    public required string Name { get; init; }

    /// <summary>What the experiment is to answer.</summary>
    public required string Question { get; init; }

    /// <summary>Names of the data sets in the catalog, at least one: every learner runs on each. Of a CSV file its path.</summary>
    public required IReadOnlyList<string> DataSets { get; init; }

    /// <summary>The CSV file of the user's that is read, null for a data set of the catalog. Numbers of rows are then upper bounds.</summary>
    public CsvSource? Csv { get; init; }

    /// <summary>Rows to train on; null for the data set's own number.</summary>
    public int? TrainRows { get; init; }

    /// <summary>Rows to validate on; null for the data set's own number.</summary>
    public int? ValidationRows { get; init; }

    /// <summary>Rows to test on; null for the data set's own number.</summary>
    public int? TestRows { get; init; }

    /// <summary>What is computed once in place of trials; null for trials. An experiment with a study has neither data sets nor learners.</summary>
    public Study? Study { get; init; }

    /// <summary>The learners, before the sweep.</summary>
    public required IReadOnlyList<LearnerSpec> Learners { get; init; }

    /// <summary>Sentences on learners of the suite that this machine cannot train and that are therefore not among <see cref="Learners"/>; shown with the results.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The axes of the sweep, crossed with one another; none for the learners as they are.</summary>
    public IReadOnlyList<SweepAxis> Sweep { get; init; } = [];

    /// <summary>Number of seeds: each learner runs with the seeds 1 to this.</summary>
    public required int Seeds { get; init; }

    /// <summary>What was chosen here and not taken from a published report, in words; shown with the results.</summary>
    public string? Ours { get; init; }

    /// <summary>The metric by which learners are compared; null for the first that results show, accuracy or root mean squared error.</summary>
    public string? Compare { get; init; }

    /// <summary>Sentences that the results are to support or to contradict.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Learners that claims and pictures name and that the results choose.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Which trained learners are asked for their predictions on a grid, for maps of them; null for none.</summary>
    public PredictionMap? Map { get; init; }

    /// <summary>Pictures that are drawn of the results.</summary>
    public IReadOnlyList<PictureSpec> Pictures { get; init; } = [];

    /// <summary>What <c>--quick</c> makes of it.</summary>
    public QuickRule Quick { get; init; } = new();
}
