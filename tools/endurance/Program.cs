using System.Globalization;
using MlPipelines.Endurance;
using MlPipelines.Endurance.Cancelling;
using MlPipelines.Endurance.Damages;
using MlPipelines.Endurance.Disks;
using MlPipelines.Endurance.Kills;
using MlPipelines.Endurance.Repeating;
using MlPipelines.Endurance.Works;

if (args is ["work", var name, var length, var folder])
{
    WorkCatalog.Create(name, length == "long").Run(folder, Console.Error.WriteLine, CancellationToken.None);
    return 0;
}

if (args is ["suites-here", var suites, var runs])
    return Verdict(RepeatedSuites.RunHere(int.Parse(suites, CultureInfo.InvariantCulture), runs, Console.WriteLine));

try
{
    var options = ToolOptions.Parse(args);
    Console.WriteLine($"seed {options.Seed}");
    return options.Command switch
    {
        "kills" => Verdict(options.Each(work => KilledWork.Run(work, isLong: true, options.Count ?? 50, options.Seed, Console.WriteLine))),
        "damage" => Verdict(options.Each(work => DamagedWork.Run(work, options.Seed, options.Count ?? 5, Console.WriteLine))),
        "disks" => Verdict(BadDisks.Run(Console.WriteLine)),
        "memory" => Verdict(RepeatedFits.Run(options.Count ?? 200, Console.WriteLine)),
        "suites" => Verdict(RepeatedSuites.Run(options.Count ?? 100, Console.WriteLine)),
        "cancel" => Verdict(Cancellations.Run(options.Count ?? 10, options.Seed, Console.WriteLine)),
        _ => throw new ArgumentException($"There is no command '{options.Command}'."),
    };
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(ToolOptions.Usage);
    return 2;
}

static int Verdict(bool good)
{
    Console.WriteLine(good ? "good" : "NOT GOOD");
    return good ? 0 : 1;
}
