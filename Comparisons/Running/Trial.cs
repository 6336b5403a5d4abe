using MlPipelines.Comparisons.Suites;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Running;

/// <summary>One learner, one data set, one seed: the unit of work of a run, with its place in it.</summary>
public sealed record Trial
{
    /// <summary>The trial's number in the run, from 1; a run planned from the same suite numbers its trials alike.</summary>
    public required int Number { get; init; }

    /// <summary>The suite's name.</summary>
    public required string Suite { get; init; }

    /// <summary>The experiment.</summary>
    public required Experiment Experiment { get; init; }

    /// <summary>The data set's name in the catalog; a stand-in that is used in its place has a name of its own.</summary>
    public required string DataSet { get; init; }

    /// <summary>The learner's kind.</summary>
    public required LearnerKind Kind { get; init; }

    /// <summary>The learner's name with the point of the sweep.</summary>
    public required string Learner { get; init; }

    /// <summary>Every setting of the learner.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }
}
