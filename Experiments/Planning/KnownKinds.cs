using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Planning;

/// <summary>What an error says where a kind of learner is asked for that is not there.</summary>
public static class KnownKinds
{
    /// <summary>
    /// What an error says there is in place of a kind: the names of all, and why this machine has not that one where it is known.
    /// </summary>
    public static string Text(string kind, LearnerCatalog learners) => Text(learners, LearnerKinds.WhyMissing(kind));

    /// <summary>The names of all kinds.</summary>
    /// <param name="learners">The kinds.</param>
    /// <param name="whyMissing">Why the kind that was asked for is missing; null where nothing is known of it.</param>
    internal static string Text(LearnerCatalog learners, string? whyMissing)
    {
        ArgumentNullException.ThrowIfNull(learners);
        var names = string.Join(", ", learners.All.Select(kind => kind.Name));
        return whyMissing is null ? names : $"{names}; {whyMissing.TrimEnd('.')}";
    }
}

/// <summary>There is no kind of learner of a name.</summary>
public sealed class UnknownKindException : SuiteException
{
    /// <summary>An error without a message.</summary>
    public UnknownKindException()
    {
    }

    /// <summary>An error of the words <paramref name="message"/>.</summary>
    public UnknownKindException(string message)
        : base(message)
    {
    }

    /// <summary>An error of the words <paramref name="message"/> that another one caused.</summary>
    public UnknownKindException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error about the kind of the name <paramref name="kind"/>.</summary>
    public UnknownKindException(string message, string kind)
        : base(message) => Kind = kind;

    /// <summary>The kind that was asked for.</summary>
    public string Kind { get; } = "";
}
