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
        .. new[] { DefaultSuite.Suite, GradientsSuite.Suite, CountriesSuite.Suite, MnistMlpSuite.Suite, LandscapeSuite.Suite, Mnist65kSuite.Suite, TransferSuite.Suite }
            .Select(suite => suite.WithoutMissing(LearnerKinds.WhyMissing)),
    ];

    /// <summary>The names of suites and of their experiments.</summary>
    public static IEnumerable<string> Names =>
        All.SelectMany(suite => Named(suite).Select(experiment => $"{suite.Name}/{experiment.Name}").Prepend(suite.Name));

    /// <summary>The suite of a name, or the part of it that <c>suite/experiment</c> names.</summary>
    /// <exception cref="UsageException">There is no such suite or experiment; the message names the nearest.</exception>
    public static Suite Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/', 2);
        var suite = All.FirstOrDefault(candidate => candidate.Name == parts[0])
            ?? throw new UsageException(Unknown("suite", parts[0], All.Select(candidate => candidate.Name), name));
        if (parts.Length == 1)
            return suite;
        var experiment = Named(suite).FirstOrDefault(candidate => candidate.Name == parts[1])
            ?? throw new UsageException(Unknown($"experiment in the suite '{suite.Name}'", parts[1], Named(suite).Select(candidate => candidate.Name), name));
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
