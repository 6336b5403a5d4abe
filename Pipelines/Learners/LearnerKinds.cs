using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's kinds of learner; a program adds its own to them with <see cref="LearnerCatalog.With"/>.</summary>
public static class LearnerKinds
{
    /// <summary>The kinds, in the order in which they are listed.</summary>
    public static IReadOnlyList<LearnerKind> All { get; } =
    [
        MaximumEntropyLearner.Kind, LogisticRegressionLearner.Kind, SdcaRegressionLearner.Kind, MlpLearner.Kind, ResNetLearner.Kind,
        ConvNetLearner.Kind, BoostedTreesLearner.Kind, FastTreeLearner.Kind,
        .. LightGbmLibrary.WhyMissing is null ? (LearnerKind[])[LightGbmLearner.Kind] : [],
    ];

    /// <summary>This project's multilayer perceptron.</summary>
    public static LearnerKind Mlp => MlpLearner.Kind;

    /// <summary>For each kind that this machine cannot train, why, in whole sentences.</summary>
    public static IEnumerable<string> Missing => LightGbmLibrary.WhyMissing is { } why ? [$"{LightGbmLearner.Name} is left out. {why}"] : [];

    /// <summary>Why a kind that the program knows cannot be used on this machine, in whole sentences; null for every other name.</summary>
    public static string? WhyMissing(string name) => name == LightGbmLearner.Name ? LightGbmLibrary.WhyMissing : null;

    /// <summary>Finds the kind named <paramref name="name"/>.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out LearnerKind? kind) => LearnerCatalog.Own.TryFind(name, out kind);
}
