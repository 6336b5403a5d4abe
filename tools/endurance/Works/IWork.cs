namespace MlPipelines.Endurance.Works;

/// <summary>Work that can be killed and begun again: it goes on where it was.</summary>
public interface IWork
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>Works in a folder until the end, from where the files there have come to.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="warn">Told of each warning.</param>
    /// <param name="cancellation">Ends it before.</param>
    void Run(string folder, Action<string> warn, CancellationToken cancellation);

    /// <summary>Whether it has got so far that an older generation of its files is there too.</summary>
    bool HasTwoGenerations(string folder);

    /// <summary>What came of work that has ended, a line for each part; equal for equal bits, whatever the times.</summary>
    IReadOnlyList<string> Result(string folder);

    /// <summary>The files of work that was stopped which are to be damaged.</summary>
    IReadOnlyList<WorkFile> Files(string folder);
}

/// <summary>A file that work goes on from.</summary>
/// <param name="Path">The file.</param>
/// <param name="Other">A sound file of the same kind to put in its place; null for none.</param>
/// <param name="NeedsWarning">Whether damage must be warned of; not where the file is made again from others.</param>
/// <param name="NeedsIt">Whether the file must be there; without it the work is as if it had never been written.</param>
/// <param name="OtherIsSound">Whether the work may go on from the other file.</param>
public sealed record WorkFile(string Path, string? Other, bool NeedsWarning, bool NeedsIt, bool OtherIsSound);

/// <summary>Works by their names.</summary>
public static class WorkCatalog
{
    /// <summary>The names.</summary>
    public static readonly string[] Names = ["network", "trees", "fine-tuning", "suite"];

    /// <summary>The work of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isLong">Whether it is long enough for some ten kills, or a matter of a second.</param>
    /// <exception cref="ArgumentException">There is no work of that name.</exception>
    public static IWork Create(string name, bool isLong) => name switch
    {
        "network" => new NetworkWork(isLong ? 150 : 6),
        "trees" => new TreeWork(isLong ? 400 : 30),
        "fine-tuning" => new FineTuningWork(isLong ? 20 : 2),
        "suite" => new SuiteWork(isLong ? 12 : 2),
        _ => throw new ArgumentException($"There is no work '{name}'; give one of {string.Join(", ", Names)}."),
    };
}
