using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What names on the command line mean: suites of the catalog, their experiments, files of the user's, or all.</summary>
internal static class SuiteSelection
{
    /// <summary>The word for every suite of the catalog but the default comparison.</summary>
    public const string All = "all";

    /// <summary>The suites that <paramref name="names"/> select, those of files with learners of the catalog; experiments of one suite that are named singly are put together.</summary>
    /// <exception cref="UsageException">A name is unknown, or something is selected twice.</exception>
    public static IReadOnlyList<Suite> Find(IReadOnlyList<string> names, LearnerCatalog learners)
    {
        if (names.Count == 0)
            return [SuiteCatalog.Default];
        var suites = new List<Suite>();
        foreach (var suite in names.SelectMany(name => One(name, learners)))
        {
            int at = suites.FindIndex(known => known.Name == suite.Name);
            if (at < 0)
            {
                suites.Add(suite);
                continue;
            }

            if (suite.Experiments.FirstOrDefault(added => suites[at].Experiments.Any(known => known.Name == added.Name)) is { } twice)
                throw new UsageException($"'{suite.Name}/{twice.Name}' is selected twice.");
            suites[at] = suites[at] with { Experiments = [.. suites[at].Experiments, .. suite.Experiments] };
        }

        return suites;
    }

    private static IEnumerable<Suite> One(string name, LearnerCatalog learners) => name == All
        ? SuiteCatalog.All.Where(suite => suite != SuiteCatalog.Default)
        : [SuiteFile.IsFile(name) ? SuiteFile.Find(name, learners) : SuiteCatalog.Find(name)];
}
