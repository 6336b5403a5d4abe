using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Pictures;

namespace MlPipelines.Comparisons.Commands;

/// <summary>What the command line asks of a run.</summary>
public sealed record RunSettings
{
    /// <summary>Suites and experiments by name; none for the default comparison.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The folder of real data, or null for the environment's.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether generated rows stand in for all real data.</summary>
    public bool StandIn { get; init; }

    /// <summary>A folder or an archive of pictures in place of the data sets of pictures, or null.</summary>
    public string? Images { get; init; }

    /// <summary>Height and width of these pictures in pixels, null for the default.</summary>
    public int? ImageSize { get; init; }

    /// <summary>Number of seeds in place of each experiment's own.</summary>
    public int? Seeds { get; init; }

    /// <summary>Whether experiments shrink by their quick rule.</summary>
    public bool Quick { get; init; }

    /// <summary>Settings to fix or sweep: <c>rate=0.1,0.01</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Kinds of learner to run beside those whose counterparts they are.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The run's folder, or null for a new one under <c>runs</c>.</summary>
    public string? Output { get; init; }

    /// <summary>Whether an earlier run is continued.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether each trial's trained pipeline is kept.</summary>
    public bool SaveModels { get; init; }

    /// <summary>What files the pictures become.</summary>
    public PictureFormat Pictures { get; init; } = PictureFormat.Svg;

    /// <summary>Number of threads in all.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The command as it was given, for the record.</summary>
    public string Command { get; init; } = "";

    /// <summary>How the trials are shared among processes; null where this one runs all.</summary>
    internal SharedWork? Sharing { get; init; }
}

/// <summary>A setting and its values as the option <c>--set</c> has them: <c>rate=0.1,0.01</c>.</summary>
internal static class SettingValues
{
    /// <summary>Reads <paramref name="text"/>.</summary>
    /// <exception cref="UsageException">It is not of the form name=value or name=value,value.</exception>
    public static (string Name, IReadOnlyList<string> Values) Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var values = at > 0 ? text[(at + 1)..].Split(',', StringSplitOptions.TrimEntries) : [];
        if (values.Length == 0 || values.Any(value => value.Length == 0))
            throw new UsageException($"--set {text}: expected NAME=VALUE or NAME=VALUE,VALUE, such as --set rate=0.1,0.01.");
        return (text[..at].Trim(), values);
    }
}
