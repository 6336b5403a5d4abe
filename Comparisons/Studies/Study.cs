using MlPipelines.Comparisons.Suites;

namespace MlPipelines.Comparisons.Studies;

/// <summary>What an experiment does that trains no learners: computed once in a run, and the same each time.</summary>
/// <param name="Name">The name, lower case with hyphens, by which a suite file asks for it.</param>
/// <param name="Title">What it does, in a few words.</param>
public abstract record Study(string Name, string Title)
{
    /// <summary>Every study.</summary>
    public static IReadOnlyList<Study> All { get; } = [new GradientCheck()];

    /// <summary>Computes it.</summary>
    /// <param name="suite">The name of the suite.</param>
    /// <param name="experiment">The experiment that asks for it.</param>
    /// <param name="cancellation">Checked between steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal abstract StudyFindings Run(string suite, Experiment experiment, CancellationToken cancellation);
}
