using System.Text.Encodings.Web;
using System.Text.Json;
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
            Mnist65kSuite.Suite, TransferSuite.Suite, TablesSuite.Suite, MoreSeedsSuite.Suite }
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
            ?? throw new SuiteException(
                Unknown("suite", parts[0].Length == 0 ? name : parts[0], All.Select(candidate => candidate.Name), name));
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
    /// <summary>
    /// The word for the suites of the published reports that train on numbers and digits. By their own names alone run the default
    /// comparison, <c>transfer</c>, which takes as long as all others, <c>tables</c>, whose data cannot be downloaded or generated, and
    /// <c>more-seeds</c>, which repeats some with more seeds.
    /// </summary>
    public const string All = "all";

    private static readonly string[] ByName = [SuiteCatalog.Default.Name, TransferSuite.Suite.Name, TablesSuite.Name, MoreSeedsSuite.Name];

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

    private static IEnumerable<Suite> One(string name, LearnerCatalog learners)
    {
        if (name == All)
            return SuiteCatalog.All.Where(suite => !ByName.Contains(suite.Name));
        if (SuiteFile.IsFile(name))
            return [SuiteFile.Find(name, learners)];
        // A suite of the catalog is meant even where a file or folder has its name.
        return SuiteCatalog.All.Any(suite => suite.Name == name.Split('/', 2)[0]) || NoSuite.WhatItIs(name) is not { } problem
            ? [SuiteCatalog.Find(name)]
            : throw new SuiteException(problem);
    }
}

/// <summary>What stands where the name of a suite was expected, and what to do with it.</summary>
internal static class NoSuite
{
    private const string Expected =
        "expected a suite, one of its experiments, a suite file (FILE.json) or 'all'. The command 'list' shows every name.";

    private static readonly string[] TableEndings = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];
    private static readonly string[] PictureEndings =
        [".zip", ".tar", ".tar.gz", ".tgz", ".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif"];

    /// <summary>
    /// The error for a name that is no suite's: empty, a table, pictures, a folder or another file; null for other names.
    /// </summary>
    public static string? WhatItIs(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return $"The name of a suite is empty: {Expected}";
        if (Ends(name, TableEndings))
        {
            var path = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
            return $$"""
                {{name}} is a table, not a suite. To compare learners on it, give: compare {{name}}
                For learners and settings of your own, write a suite file such as mine.json with these two lines:
                { "name": "mine", "experiments": [ { "name": "first", "data": { "csv": "{{path}}", "folds": 5 },
                  "learners": [ { "kind": "mlp" }, { "kind": "boosted-trees" } ] } ] }
                and give: run mine.json. A path in it is relative to the suite file. docs/suite-file.md says what else it can hold.
                """;
        }

        if (Directory.Exists(name) || Ends(name, PictureEndings))
        {
            return $"{name} is {(Directory.Exists(name) ? "a folder" : "not a suite")}: {Expected} "
                + $"If it holds pictures, give: run transfer --images {name}.";
        }

        return File.Exists(name) ? $"{name} is a file whose name does not end in .json: {Expected}" : null;
    }

    private static bool Ends(string name, IEnumerable<string> endings) =>
        endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
