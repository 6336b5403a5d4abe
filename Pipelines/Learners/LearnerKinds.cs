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
    ];

    /// <summary>This project's multilayer perceptron.</summary>
    public static LearnerKind Mlp => MlpLearner.Kind;

    /// <summary>Finds the kind named <paramref name="name"/>.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out LearnerKind? kind) =>
        (kind = All.FirstOrDefault(candidate => candidate.Name == name)) is not null;
}
