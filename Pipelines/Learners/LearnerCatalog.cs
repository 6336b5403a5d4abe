using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The kinds of learner that a program has: this project's own, and those that the program adds. It never changes.</summary>
public sealed class LearnerCatalog
{
    private LearnerCatalog(IReadOnlyList<LearnerKind> all) => All = all;

    /// <summary>This project's own kinds, <see cref="LearnerKinds.All"/>.</summary>
    public static LearnerCatalog Own { get; } = new(LearnerKinds.All);

    /// <summary>The kinds, in the order in which they are listed.</summary>
    public IReadOnlyList<LearnerKind> All { get; }

    /// <summary>These kinds and more behind them.</summary>
    /// <exception cref="ArgumentException">Two kinds have one name.</exception>
    public LearnerCatalog With(params IEnumerable<LearnerKind> added)
    {
        LearnerKind[] all = [.. All, .. added];
        if (all.GroupBy(kind => kind.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two kinds of learner are named '{twice.Key}'; give the added kind another name.", nameof(added));
        return new LearnerCatalog(all);
    }

    /// <summary>Finds the kind named <paramref name="name"/>.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out LearnerKind? kind) =>
        (kind = All.FirstOrDefault(candidate => candidate.Name == name)) is not null;
}
