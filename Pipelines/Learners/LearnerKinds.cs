using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's kinds of learner; a program adds its own to them with <see cref="LearnerCatalog.With"/>.</summary>
public static class LearnerKinds
{
    /// <summary>The kinds, in the order in which they are listed.</summary>
    public static IReadOnlyList<LearnerKind> All { get; } = WithEnsemble(
    [
        ConstantLearner.Kind, LinearLearners.MaximumEntropy, LinearLearners.LogisticRegression, LinearLearners.LinearRegression,
        NetworkKinds.Mlp, NetworkKinds.ResNet, TableNetworks.RealMlp, TableNetworks.TabM,
        NetworkKinds.ConvNet, ImageLearners.Transfer, ImageLearners.LogisticRegression,
        BoostedTreesLearner.Kind, FastTreeLearner.Kind,
        .. LightGbmLibrary.WhyMissing is null ? (LearnerKind[])[LightGbmLearner.Kind] : [],
    ]);

    /// <summary>This project's multilayer perceptron.</summary>
    public static LearnerKind Mlp => NetworkKinds.Mlp;

    /// <summary>For each kind that this machine cannot train, why, in whole sentences.</summary>
    public static IEnumerable<string> Missing =>
        LightGbmLibrary.WhyMissing is { } why ? [$"{LightGbmLearner.Name} is left out. {why}"] : [];

    /// <summary>
    /// Why there is no kind of a name that the program knows: this machine cannot train it, or it has another name now. In whole sentences;
    /// null for every other name.
    /// </summary>
    public static string? WhyMissing(string name) => name switch
    {
        LightGbmLearner.Name => LightGbmLibrary.WhyMissing,
        "sdca-regression" =>
            $"The kind sdca-regression is gone: it did not find the least squares. Use {LinearLearners.LinearRegression.Name}.",
        _ => null,
    };

    /// <summary>The kinds and, behind them, ensembles of those that need no shape of images.</summary>
    private static IReadOnlyList<LearnerKind> WithEnsemble(IReadOnlyList<LearnerKind> kinds)
    {
        LearnerKind[] ofImages = [NetworkKinds.ConvNet, ImageLearners.Transfer, ImageLearners.LogisticRegression];
        return [.. kinds, EnsembleLearner.Of([.. kinds.Except(ofImages)])];
    }
}

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
