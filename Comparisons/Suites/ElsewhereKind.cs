using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>A kind of learner that this program does not have and another program of this project has.</summary>
/// <param name="Name">The kind's name.</param>
/// <param name="Program">The project of the program that has it.</param>
/// <param name="Page">The page that tells more.</param>
internal sealed record ElsewhereKind(string Name, string Program, string Page)
{
    private static readonly ElsewhereKind[] All = [new("torch-mlp", "Samples/Torch", "docs/torch.md")];

    /// <summary>What to do to have it, as the end of a sentence.</summary>
    public string Remedy => $"{Name} is in the program {Program}, which takes the same arguments: dotnet run -c Release --project {Program} -- run countries --beside {Name} ({Page})";

    /// <summary>The kind of a name, or null where no program of this project is known to have it.</summary>
    public static ElsewhereKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>What an error says there is in place of a kind that <paramref name="learners"/> lacks: all names, and which program has that one, or why this machine has not.</summary>
    public static string InPlaceOf(string name, LearnerCatalog learners) => InPlaceOf(name, learners, LearnerKinds.WhyMissing(name));

    /// <inheritdoc cref="InPlaceOf(string, LearnerCatalog)"/>
    /// <param name="name">The kind that was asked for.</param>
    /// <param name="learners">The kinds that there are.</param>
    /// <param name="whyMissing">Why this machine does not have it, null for no such reason.</param>
    internal static string InPlaceOf(string name, LearnerCatalog learners, string? whyMissing)
    {
        string names = string.Join(", ", learners.All.Select(kind => kind.Name));
        return whyMissing is not null ? $"{names}; {whyMissing.TrimEnd('.')}"
            : Find(name) is { } elsewhere ? $"{names}; {elsewhere.Remedy}"
            : names;
    }
}
