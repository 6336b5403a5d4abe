using System.CommandLine;
using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The options of <c>run</c> and <c>compare</c> that share the trials among processes.</summary>
internal sealed class EngineOptions
{
    private const string Slurm = "slurm";

    private readonly Option<string?> _engine = new("--engine")
    {
        HelpName = Slurm,
        Description =
            "Submit the trials to Slurm as a job array, and a job that makes the tables and the page at its end (docs/cluster.md).",
    };

    private readonly Option<string?> _partition = CommandOptions.Text(
        "--partition", "NAME", "With --engine slurm: the partition. Default: the cluster's.");

    private readonly Option<string?> _timeLimit;

    private readonly Option<int?> _arraySize = CommandOptions.Whole(
        "--array-size",
        "With --engine slurm: the tasks of the array, each with its share of the trials. Default: one for each trial, at most "
            + $"{UsualTasks}.",
        Experiments.Planning.Shard.MostShards);

    private readonly Option<string?> _memory = CommandOptions.Text(
        "--memory", "SIZE", "With --engine slurm: the memory of each task, such as 4G. Default: the cluster's.");

    private readonly Option<string[]> _sbatch = CommandOptions.Texts(
        "--sbatch", "OPTION", "With --engine slurm: one more option of sbatch, such as --sbatch=--account=physics. May be repeated.");

    private readonly Option<Shard?> _shard = new("--shard")
    {
        HelpName = "I/N",
        Description =
            "Run only share I of N, counted from 1, into the folder of --out, which all shares have in common. The command merge makes the "
                + "tables of all at the end.",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Experiments.Planning.Shard.TryParse(text) is { } shard)
                return shard;
            result.AddError($"--shard {text}: expected I/N, such as 3/8 for the third of eight, with I from 1 to N.");
            return null;
        },
    };

    /// <summary>Most tasks of an array, where their number is not given.</summary>
    public const int UsualTasks = 100;

    /// <summary>The options.</summary>
    /// <param name="alias">Another name of <c>--time-limit</c>, where the command has no other option of that name.</param>
    public EngineOptions(params string[] alias)
    {
        _timeLimit = new Option<string?>("--time-limit", alias)
        {
            HelpName = "T",
            Description = "With --engine slurm: the longest that a task may take, such as 2:00:00. Default: the partition's.",
        };
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _engine, _partition, _timeLimit, _arraySize, _memory, _sbatch, _shard })
            command.Options.Add(option);
    }

    /// <summary>The threads of a process where their number is not given: all cores here, one core of a cluster.</summary>
    public int UsualThreads(ParseResult result) => result.GetValue(_engine) is null ? Environment.ProcessorCount : 1;

    /// <summary>What a parsed command line asks for; null where this process does all by itself.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="call">How the program was called.</param>
    /// <param name="threads">The threads that were given; null for none.</param>
    /// <exception cref="UsageException">The options do not go together.</exception>
    public SharedWork? Read(ParseResult result, ProgramCall call, int? threads)
    {
        var (engine, shard) = (result.GetValue(_engine), result.GetValue(_shard));
        if (engine is not null and not Slurm)
            throw new UsageException($"--engine {engine}: expected {Slurm}. Without the option the trials run here.");
        if (engine is not null && shard is not null)
            throw new UsageException("--engine and --shard: the tasks of the array have shares of their own; leave out --shard.");
        var given = new Option[] { _partition, _timeLimit, _arraySize, _memory, _sbatch }
            .FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
        if (engine is null && given is not null)
            throw new UsageException($"{given.Name} is for jobs of Slurm: give --engine {Slurm} too.");
        if (engine is null && shard is null && !call.IsMerge)
            return null;
        return new SharedWork
        {
            Shard = shard,
            Merge = call.IsMerge,
            Arguments = call.Arguments,
            Slurm = engine is null ? null : new SlurmSettings
            {
                Partition = result.GetValue(_partition),
                TimeLimit = result.GetValue(_timeLimit),
                Memory = result.GetValue(_memory),
                ArraySize = result.GetValue(_arraySize),
                Options = result.GetValue(_sbatch) ?? [],
                Cores = threads ?? UsualThreads(result),
            },
        };
    }
}
