using System.Globalization;
using MlPipelines.Endurance;

var number = args.Length > 1 && int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : (int?)null;
switch (args)
{
    case ["train", var checkpoint, var result]:
        TrainingUnderFire.Run(checkpoint, result);
        return 0;
    case ["kill-training", ..]:
        return Verdict(KilledTraining.Run(number ?? 20, Seed(), Console.WriteLine));
    case ["kill-suite", ..]:
        return Verdict(KilledSuite.Run(number ?? 20, Seed(), Console.WriteLine));
    case ["memory", ..]:
        return Verdict(RepeatedFits.Run(number ?? 200, Console.WriteLine));
    default:
        Console.Error.WriteLine("Give one of: kill-training [kills], kill-suite [kills], memory [fits].");
        return 2;
}

int Seed()
{
    var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.TickCount & 0xffff;
    Console.WriteLine($"seed {seed}");
    return seed;
}

static int Verdict(bool good)
{
    Console.WriteLine(good ? "good" : "NOT GOOD");
    return good ? 0 : 1;
}
