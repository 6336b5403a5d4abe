using System.Text;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.HostileFiles.Mutations;
using MlPipelines.HostileFiles.Seeds;
using MlPipelines.Reporting;
using MlPipelines.ReportPages;

namespace MlPipelines.HostileFiles.Readers;

/// <summary>The readers of suites and of the folders of runs.</summary>
internal static class RunReaders
{
    public static IReadOnlyList<HostileReader> All { get; } =
    [
        HostileReader.OfFile("suite", typeof(SuiteException), () => [("suite.json", Encoding.UTF8.GetBytes(RunSeeds.Suite))],
            JsonMutations.Any, place =>
        {
            RunPlan.Create([SuiteFile.Read(place.File)]);
            return null;
        }) with
        {
            OnDisk = true,
            Refusals = [typeof(SuiteException), typeof(UnknownKindException)],
        },
        OfRun("run-resume", Resumed, Resume),
        OfRun("run-page", Paged, place =>
        {
            RunPages.Write(place.Folder);
            return null;
        }) with { OneOf = 5 },
        OfRun("run-pages-beside", Paged, place =>
        {
            RunPages.Write(place.Folder, place.Folder);
            return null;
        }) with { OneOf = 50 },
        HostileReader.OfFile("verify-page", typeof(RunFolderException), () => [("slopes.csv", Slopes)], TableMutations.Any, place =>
        {
            RunPages.Write(place.Folder);
            return null;
        }) with { OnDisk = true },
        HostileReader.OfFile("remarks", typeof(InvalidDataException), () => [(Remarks.FileName, RemarkText)], JsonMutations.Any, place =>
        {
            Remarks.Read(place.Folder);
            return null;
        }) with { OnDisk = true },
    ];

    private static byte[] Slopes => Encoding.UTF8.GetBytes(
        "name,kind,numbers,taylor_first_slope,taylor_second_slope,jacobian_first_slope,jacobian_second_slope,transpose_error,passed\n"
            + "Dense,layer,12,1.0,2.0,1.0,linear,1e-16,true\n\"a, b\",loss,3,1.0,2.0,,,,false\n");

    private static byte[] RemarkText => Encoding.UTF8.GetBytes(
        """
        { "reports": [ { "report": "002", "title": "t", "text": "x" } ],
          "lines": [ { "source": "002:5", "why": "w", "pictures": ["p"] }, { "source": "002:6", "why": "v" } ] }
        """);

    private static HostileReader OfRun(string name, Func<string, bool> isRead, Func<Place, string?> read) => new(
        name, [typeof(RunFolderException)],
        () => [RunSeeds.Folder().Where(file => isRead(file.Key)).ToDictionary(file => file.Key, file => file.Value)], MutationOf, read)
    {
        OnDisk = true,
        MayLack = true,
    };

    private static bool Resumed(string file) =>
        file.EndsWith(".json", StringComparison.Ordinal) || Path.GetDirectoryName(file) is "outcomes" or "predictions" or "maps";

    /// <summary>All but the files that the page does not read.</summary>
    private static bool Paged(string file) => Path.GetDirectoryName(file) is not ("trials" or "maps")
        && file is not ("settings.csv" or "undefined.csv" or "tries.csv");

    private static Mutation MutationOf(string file) => Path.GetExtension(file) switch
    {
        ".json" => JsonMutations.Any,
        ".csv" => TableMutations.Any,
        ".svg" => DrawingMutations.Any,
        ".gz" => HostileReader.Mixed(ByteMutations.Any, GzipPacking.Inside(TableMutations.Any)),
        _ => ByteMutations.Any,
    };

    /// <summary>What <c>--resume</c> reads: the manifest, the finished trials, and what they say of rows.</summary>
    private static string? Resume(Place place)
    {
        RunManifest.IsOf(place.Folder, RunSeeds.Plan);
        var folder = RunFolder.Open(place.Folder, RunSeeds.Plan);
        if (folder.Read(RunManifest.FileName) is { } text)
            RunSeeds.Manifest().RequireSameData(text);
        foreach (var ended in folder.Finished)
        {
            folder.FindOutcomes(ended.Trial);
            TestRows.Worst(TestRows.Read(place.Folder, ended.Trial.Number, ended.Trial.Seed), areSame: true);
        }

        return null;
    }
}
