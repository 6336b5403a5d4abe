using System.Diagnostics.CodeAnalysis;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Every kind of learner that settings can name.</summary>
public static class LearnerKinds
{
    /// <summary>The kinds, in the order in which they are listed.</summary>
    public static IReadOnlyList<LearnerKind> All { get; } =
    [
        MaximumEntropyLearner.Kind, LogisticRegressionLearner.Kind, SdcaRegressionLearner.Kind, MlpLearner.Kind, ResNetLearner.Kind,
        ConvNetLearner.Kind, BoostedTreesLearner.Kind, FastTreeLearner.Kind,
        .. LightGbmLibrary.WhyMissing is null ? (LearnerKind[])[LightGbmLearner.Kind] : [],
        .. OptionalKind.All.Select(kind => kind.Find()).OfType<LearnerKind>(),
    ];

    /// <summary>For each kind that this machine cannot train, why, in whole sentences.</summary>
    public static IEnumerable<string> Missing => new[] { LightGbmLearner.Name }.Select(name => WhyMissing(name) is { } why ? $"{name} is left out. {why}" : null).OfType<string>();

    /// <summary>Why a kind that the program knows cannot be used on this machine, in whole sentences; null for every other name.</summary>
    public static string? WhyMissing(string name) => name == LightGbmLearner.Name ? LightGbmLibrary.WhyMissing : null;

    /// <summary>What an error says there is in place of <paramref name="name"/>: all names, and how to have that one where only this build or machine lacks it.</summary>
    public static string InPlaceOf(string name) => InPlaceOf(name, WhyMissing(name));

    /// <inheritdoc cref="InPlaceOf(string)"/>
    /// <param name="name">The kind that was asked for.</param>
    /// <param name="whyMissing">Why this machine does not have it, null for no such reason.</param>
    internal static string InPlaceOf(string name, string? whyMissing)
    {
        string names = string.Join(", ", All.Select(kind => kind.Name));
        return whyMissing is not null ? $"{names}; {whyMissing.TrimEnd('.')}"
            : OptionalKind.All.FirstOrDefault(optional => optional.Name == name) is { } missing ? $"{names}; {missing.Remedy}"
            : names;
    }

    /// <summary>Finds the kind named <paramref name="name"/>.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out LearnerKind? kind) =>
        (kind = All.FirstOrDefault(candidate => candidate.Name == name)) is not null;
}
