using MlPipelines.Conform;
using MlPipelines.Conformance.Model;

TrainerCase[] all = [.. StockTrainers.All, .. OwnTrainers.All];
switch (args)
{
    case ["child", var name, .. var checks]:
        CheckedTrainer.WriteResults(all.First(trainer => trainer.Name == name), checks);
        // A training that was given up may still go on; it is not waited for.
        Environment.Exit(0);
        return 0;
    case ["stock"]:
        return Write(StockTrainers.All);
    case ["own"]:
        return Write(OwnTrainers.All);
    case [var name] when Array.Exists(all, trainer => trainer.Name == name):
        return Write([.. all.Where(trainer => trainer.Name == name)]);
    default:
        Console.Error.WriteLine(
            $"Give one of: stock, own, or a trainer: {string.Join(", ", all.Select(trainer => trainer.Name))}.");
        return 2;
}

static int Write(IReadOnlyList<TrainerCase> trainers)
{
    var reports = new List<(string Name, ConformanceReport Report)>();
    foreach (var trainer in trainers)
    {
        reports.Add((trainer.Name, CheckedTrainer.Run(trainer)));
        Console.Error.WriteLine($"{trainer.Name}\n{reports[^1].Report}\n");
    }

    Console.Write(ResultTable.Markdown(reports));
    return 0;
}
