using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MlPipelines.Experiments.Pictures;

namespace MlPipelines.Comparisons.Commands;

/// <summary>Options that several commands have, and how numbers and words are read.</summary>
internal static class CommandOptions
{
    private const int MostThreads = 1_024;

    /// <summary>Where results go.</summary>
    /// <param name="name">What follows the time in the name of a new folder.</param>
    public static Option<string?> Output(string name) => new("--out")
    {
        HelpName = "DIR",
        Description = $"Folder for the results, new or empty. Default: runs/<time>-{name}.",
    };

    /// <summary>Whether an earlier run is continued.</summary>
    public static Option<bool> Resume() => new("--resume")
    {
        Description =
            "Continue the run in the folder of --out, or else the newest under runs with the same experiments and settings: only trials "
                + "that it lacks, or that failed, are run.",
    };

    /// <summary>What files the pictures become; null where it is not said.</summary>
    public static Option<PictureFormat?> PictureFiles() => Choice<PictureFormat>(
        "--pictures",
        "Files of the pictures, each for light and dark. SVG, the default, is sharp at any size. PNG is for programs that do not show "
            + "SVG.");

    /// <summary>Number of threads; null where it is not given.</summary>
    public static Option<int?> Threads() => new("--threads")
    {
        HelpName = "N",
        Description =
            "Threads in all: so many trials at once, each on one thread; a last or only trial gets several. Results do not depend on it. "
                + $"Default: the number of cores, here {Environment.ProcessorCount}.",
        CustomParser = WholeFrom("--threads", MostThreads),
    };

    /// <summary>Whether results are written for other programs.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Write the result as one line of JSON to standard output; all else goes to standard error.",
    };

    /// <summary>The seed.</summary>
    /// <param name="description">What it decides, a sentence.</param>
    public static Option<int> Seed(string description) =>
        new("--seed") { HelpName = "N", Description = description, DefaultValueFactory = _ => 1 };

    /// <summary>An option that takes a text.</summary>
    public static Option<string?> Text(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };

    /// <summary>An option that takes a text and may be repeated.</summary>
    public static Option<string[]> Texts(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description, DefaultValueFactory = _ => [] };

    /// <summary>An option that takes a whole number.</summary>
    public static Option<int?> Whole(string name, string description, int most, int least = 1) =>
        new(name) { HelpName = "N", Description = description, CustomParser = WholeFrom(name, most, least) };

    /// <summary>Reads a whole number of an option.</summary>
    public static Func<ArgumentResult, int?> WholeFrom(string name, int most, int least = 1) => result =>
    {
        var text = TextOf(result);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        result.AddError($"{name} {text}: expected a whole number from {least} to {most}.");
        return null;
    };

    /// <summary>An option that takes a number above 0.</summary>
    public static Option<double?> Positive(string name, string description) => new(name)
    {
        HelpName = "X",
        Description = description,
        CustomParser = result =>
        {
            var text = TextOf(result);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
                && double.IsFinite(value))
            {
                return value;
            }

            result.AddError($"{name} {text}: expected a number above 0.");
            return null;
        },
    };

    /// <summary>An option that takes one of some words: the names of the values in lower case.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        string[] words = [.. values.Select(value => value.ToString().ToLowerInvariant())];
        return new(name)
        {
            HelpName = string.Join('|', words),
            Description = description,
            CustomParser = result =>
            {
                var text = TextOf(result);
                if (Array.IndexOf(words, text) is >= 0 and var place)
                    return values[place];
                result.AddError($"{name} {text}: expected {string.Join(", ", words[..^1])} or {words[^1]}.");
                return null;
            },
        };
    }

    private static string TextOf(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
}
