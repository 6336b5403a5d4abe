using MlPipelines.Experiments.Planning;

namespace MlPipelines.Comparisons.Cluster;

/// <summary>How the trials of a run are shared among processes.</summary>
internal sealed record SharedWork
{
    /// <summary>The share that this process runs; null where it runs none.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The jobs that are submitted to Slurm; null where none are.</summary>
    public SlurmSettings? Slurm { get; init; }

    /// <summary>Whether this process puts together what others did.</summary>
    public bool Merge { get; init; }

    /// <summary>The words of the command line that the processes have in common.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}

/// <summary>What the jobs of a run ask of Slurm; null leaves it to the cluster's own defaults.</summary>
internal sealed record SlurmSettings
{
    /// <summary>Where the jobs wait.</summary>
    public string? Partition { get; init; }

    /// <summary>The longest that each may take, as <c>sbatch --time</c> reads it.</summary>
    public string? TimeLimit { get; init; }

    /// <summary>The memory of each, as <c>sbatch --mem</c> reads it.</summary>
    public string? Memory { get; init; }

    /// <summary>Tasks of the array; null for one for each trial, 100 at most.</summary>
    public int? ArraySize { get; init; }

    /// <summary>Cores of each.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>More options of <c>sbatch</c>, such as <c>--account=physics</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
