using System.Globalization;
using MlPipelines.Endurance.Works;

namespace MlPipelines.Endurance;

/// <summary>What the command line asks for.</summary>
/// <param name="Command">The command.</param>
/// <param name="What">The work; null for all.</param>
/// <param name="Count">How many kills, flipped bits, fits or so; null for the usual number.</param>
/// <param name="Seed">Seed of what is by chance.</param>
internal sealed record ToolOptions(string Command, string? What, int? Count, int Seed)
{
    /// <summary>The ways to call the tool.</summary>
    public static readonly string Usage =
        $"""
        kills  [--what {string.Join('|', WorkCatalog.Names)}] [--kills 50] [--seed 1]
        damage [--what {string.Join('|', WorkCatalog.Names)}] [--flips 5] [--seed 1]
        disks
        memory [--fits 200]
        suites [--runs 100]
        cancel [--times 10] [--seed 1]
        """;

    private static readonly string[] Counts = ["--kills", "--flips", "--fits", "--runs", "--times"];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It has another form.</exception>
    public static ToolOptions Parse(string[] arguments)
    {
        if (arguments is not [var command, .. var rest] || rest.Length % 2 != 0)
            throw new ArgumentException("A command was expected, and options with a value each.");
        var options = new ToolOptions(command, null, null, 1);
        foreach (var pair in rest.Chunk(2))
        {
            options = pair[0] switch
            {
                "--what" => options with { What = pair[1] },
                "--seed" => options with { Seed = Number(pair) },
                _ when Counts.Contains(pair[0]) => options with { Count = Number(pair) },
                _ => throw new ArgumentException($"There is no option '{pair[0]}'."),
            };
        }

        return options;
    }

    /// <summary>Does something for the work that is asked for, or for each; true where all went well.</summary>
    public bool Each(Func<string, bool> check)
    {
        var good = true;
        foreach (var work in What is null ? WorkCatalog.Names : [What])
            good &= check(work);
        return good;
    }

    private static int Number(string[] pair) => int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : throw new ArgumentException($"{pair[0]} {pair[1]}: a whole number was expected.");
}
