namespace MlPipelines.Experiments.Model;

/// <summary>
/// A ranking of the learners of a suite over its experiments, with which a run of the suite ends. Learners are ranked on each data set by
/// themselves, so that data sets of classes and of numbers can be ranked together.
/// </summary>
/// <param name="Name">The name, lower case with hyphens, unique in its suite.</param>
/// <param name="Classes">The metric of data sets of classes; null where these are not ranked.</param>
/// <param name="Numbers">The metric of data sets of numbers; null where these are not ranked.</param>
public sealed record Ranking(string Name, string? Classes, string? Numbers)
{
    /// <summary>The learner to whose figures those of the others are put in ratio; null for the one that ranks best.</summary>
    public LearnerName? Baseline { get; init; }

    /// <summary>As <c>log-loss of classes, rmse of numbers</c>.</summary>
    public string Measure => string.Join(
        ", ", new[] { Classes is null ? null : $"{Classes} of classes", Numbers is null ? null : $"{Numbers} of numbers" }
            .Where(part => part is not null));
}
