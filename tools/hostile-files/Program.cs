using System.Globalization;
using MlPipelines.HostileFiles.Readers;
using MlPipelines.HostileFiles.Running;

var all = ReaderCatalog.All;
if (args is [ChildRun.Command, var child, var ownSeed, var first, var end, var progress])
{
    ChildRun.Serve(all.First(reader => reader.Name == child), (int)Number(ownSeed), Number(first), Number(end), progress);
    return 0;
}

var (seed, mutations, only, names) = (1, 100_000L, (long?)null, new List<string>());
for (var i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--seed":
            seed = (int)Number(args[i + 1]);
            break;
        case "--mutations":
            mutations = Number(args[i + 1]);
            break;
        case "--only":
            only = Number(args[i + 1]);
            break;
        case "--reader" when all.Any(reader => reader.Name == args[i + 1]):
            names.Add(args[i + 1]);
            break;
        default:
            return Usage();
    }
}

if (args.Length % 2 != 0 || (only is not null && names.Count != 1))
    return Usage();
List<HostileReader> chosen = [.. all.Where(reader => names.Count == 0 || names.Contains(reader.Name))];
return only is { } number ? Repeat(chosen[0], number) : Run();

int Run()
{
    var results = new List<ReaderResult>();
    foreach (var reader in chosen)
    {
        results.Add(ChildRun.Run(reader, seed, Math.Max(1, mutations / reader.OneOf)));
        Console.Error.Write($"{reader.Name}: {results[^1].Faults.Count} faults\n{results[^1].FaultText()}");
    }

    Console.Write(ReaderResult.Table(results));
    return results.Any(result => result.Faults.Count > 0) ? 1 : 0;
}

int Repeat(HostileReader reader, long mutation)
{
    using var check = new ReaderCheck(reader, seed);
    var folder = Directory.CreateTempSubdirectory("hostile-files-kept-").FullName;
    foreach (var (name, content) in check.FilesOf(mutation))
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    Console.WriteLine($"The damaged files are in {folder}.");
    var (outcome, fault) = check.Check(mutation);
    Console.WriteLine($"{outcome}: {fault ?? "no fault"}");
    return fault is null ? 0 : 1;
}

int Usage()
{
    Console.Error.WriteLine(
        "Options: --seed N (default 1), --mutations N for each reader (default 100000), --reader NAME (may be repeated), --only N to "
            + $"repeat one mutation of one reader. Readers: {string.Join(", ", all.Select(reader => reader.Name))}.");
    return 2;
}

static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
