namespace MlPipelines.Experiments.Model;

/// <summary>Named experiments that belong together.</summary>
/// <param name="Name">The name, lower case with hyphens.</param>
/// <param name="Title">A title of a few words.</param>
/// <param name="Experiments">The experiments, in order.</param>
public sealed record Suite(string Name, string Title, IReadOnlyList<Experiment> Experiments)
{
    /// <summary>
    /// Experiments that only their own names run: parts of one of <see cref="Experiments"/>, or the search that settled one's settings.
    /// </summary>
    public IReadOnlyList<Experiment> Parts { get; init; } = [];

    /// <summary>Rankings of the learners over all experiments, with which a run ends; none for no ranking.</summary>
    public IReadOnlyList<Ranking> Rankings { get; init; } = [];

    /// <summary>
    /// The sentences of a report that the claims are about, each answered by all claims with its source, in any suite of the run. None for
    /// claims that are answered one by one.
    /// </summary>
    public IReadOnlyList<Sentence> Sentences { get; init; } = [];
}

/// <summary>
/// A suite, an experiment or a change to one makes no sense; the message says what was found, where, and what to give instead.
/// </summary>
public class SuiteException : Exception
{
    /// <summary>An error without a message.</summary>
    public SuiteException()
    {
    }

    /// <summary>An error of the words <paramref name="message"/>.</summary>
    public SuiteException(string message)
        : base(message)
    {
    }

    /// <summary>An error of the words <paramref name="message"/> that another one caused.</summary>
    public SuiteException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
