namespace MlPipelines.Comparisons.Suites;

/// <summary>Named experiments that belong together.</summary>
/// <param name="Name">The name, lower case with hyphens.</param>
/// <param name="Title">A title of a few words.</param>
/// <param name="Experiments">The experiments, in order.</param>
public sealed record Suite(string Name, string Title, IReadOnlyList<Experiment> Experiments)
{
    /// <summary>Experiments that only their own names run: parts of one of <see cref="Experiments"/>, or the search that settled one's settings.</summary>
    public IReadOnlyList<Experiment> Parts { get; init; } = [];
}
