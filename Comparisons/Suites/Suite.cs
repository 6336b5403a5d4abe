namespace MlPipelines.Comparisons.Suites;

/// <summary>Named experiments that belong together.</summary>
/// <param name="Name">The name, lower case with hyphens.</param>
/// <param name="Title">A title of a few words.</param>
/// <param name="Experiments">The experiments, in order.</param>
public sealed record Suite(string Name, string Title, IReadOnlyList<Experiment> Experiments);
