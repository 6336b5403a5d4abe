using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Every suite that the program knows by name.</summary>
public static class SuiteCatalog
{
    /// <summary>What runs without arguments.</summary>
    public static Suite Default => All[0];

    /// <summary>The suites, in the order in which they are listed, with the learners that can be trained on this machine.</summary>
    public static IReadOnlyList<Suite> All { get; } =
    [
        .. new[] { DefaultSuite.Suite, GradientsSuite.Suite, CountriesSuite.Suite, MnistMlpSuite.Suite, LandscapeSuite.Suite,
            Mnist65kSuite.Suite, TransferSuite.Suite }
            .Select(suite => suite.WithoutMissing(LearnerKinds.WhyMissing)),
    ];

    /// <summary>The names of suites and of their experiments.</summary>
    public static IEnumerable<string> Names =>
        All.SelectMany(suite => Named(suite).Select(experiment => $"{suite.Name}/{experiment.Name}").Prepend(suite.Name));

    /// <summary>The suite of a name, or the part of it that <c>suite/experiment</c> names.</summary>
    /// <exception cref="SuiteException">There is no such suite or experiment; the message names the nearest.</exception>
    public static Suite Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/', 2);
        var suite = All.FirstOrDefault(candidate => candidate.Name == parts[0])
            ?? throw new SuiteException(Unknown("suite", parts[0], All.Select(candidate => candidate.Name), name));
        if (parts.Length == 1)
            return suite;
        var experiment = Named(suite).FirstOrDefault(candidate => candidate.Name == parts[1])
            ?? throw new SuiteException(
                Unknown($"experiment in the suite '{suite.Name}'", parts[1], Named(suite).Select(candidate => candidate.Name), name));
        return suite with { Experiments = [experiment], Parts = [] };
    }

    /// <summary>The experiments that have names: those of the suite and their parts.</summary>
    private static IEnumerable<Experiment> Named(Suite suite) => suite.Experiments.Concat(suite.Parts);

    private static string Unknown(string what, string name, IEnumerable<string> known, string asked)
    {
        var names = All.SelectMany(suite => Named(suite).Select(experiment => $"{suite.Name}/{experiment.Name}"))
            .Concat(All.SelectMany(suite => Named(suite).Select(experiment => experiment.Name)));
        var near = NearestNames.Find(name, known);
        if (near.Count == 0)
            near = [.. NearestNames.Find(asked, names).SelectMany(Full).Distinct()];
        return $"There is no {what} named '{name}'. "
            + (near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}? " : "")
            + "The command 'list' shows every name.";
    }

    /// <summary>The whole names of the experiments of a name that was given without its suite.</summary>
    private static IEnumerable<string> Full(string name) => name.Contains('/')
        ? [name]
        : All.Where(suite => Named(suite).Any(experiment => experiment.Name == name)).Select(suite => $"{suite.Name}/{name}");
}

/// <summary>What names on the command line mean: suites of the catalog, their experiments, files of the user's, or all.</summary>
internal static class SuiteSelection
{
    /// <summary>The word for every suite of the catalog but the default comparison.</summary>
    public const string All = "all";

    /// <summary>
    /// The suites that <paramref name="names"/> select, those of files with learners of the catalog; experiments of one suite that are
    /// named singly are put together.
    /// </summary>
    /// <exception cref="SuiteException">A name is unknown, or something is selected twice.</exception>
    public static IReadOnlyList<Suite> Find(IReadOnlyList<string> names, LearnerCatalog learners)
    {
        if (names.Count == 0)
            return [SuiteCatalog.Default];
        var suites = new List<Suite>();
        foreach (var suite in names.SelectMany(name => One(name, learners)))
        {
            var at = suites.FindIndex(known => known.Name == suite.Name);
            if (at < 0)
            {
                suites.Add(suite);
                continue;
            }

            if (suite.Experiments.FirstOrDefault(added => suites[at].Experiments.Any(known => known.Name == added.Name)) is { } twice)
                throw new SuiteException($"'{suite.Name}/{twice.Name}' is selected twice.");
            suites[at] = suites[at] with { Experiments = [.. suites[at].Experiments, .. suite.Experiments] };
        }

        return suites;
    }

    private static IEnumerable<Suite> One(string name, LearnerCatalog learners) => name == All
        ? SuiteCatalog.All.Where(suite => suite != SuiteCatalog.Default)
        : [SuiteFile.IsFile(name) ? SuiteFile.Find(name, learners) : SuiteCatalog.Find(name)];
}
