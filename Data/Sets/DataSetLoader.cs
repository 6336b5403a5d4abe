using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Sets;

/// <summary>Knows one data set of the catalog: where it is, and how it is read or generated.</summary>
internal abstract class DataSetLoader
{
    public abstract DataSetInfo Info { get; }

    /// <summary>The folder where all its files are, or null; generated sets need none and answer null.</summary>
    public virtual string? Locate(DataSetOptions options) => null;

    /// <summary>Reads or generates it; <see cref="DataNotFoundException"/> when files are not to be had.</summary>
    public abstract DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken);

    /// <summary>A data set of this entry of the catalog; what else is known of it is added by the loader.</summary>
    protected DataSet Create(DataSource source, MatrixDataView train, MatrixDataView? validation, MatrixDataView? test) => new()
    {
        Name = Info.Name,
        Title = Info.Title,
        Description = Info.Description,
        Task = Info.Task,
        Source = source,
        Train = train,
        Validation = validation,
        Test = test,
    };

    /// <summary>The source of rows that are computed from the options' seed.</summary>
    protected static DataSource Generated(DataSetOptions options) =>
        new(DataOrigin.Generated, $"generated from seed {options.Seed}");

    /// <summary>The first rows of a split, as many as the options ask for; all when they ask for no number.</summary>
    protected MatrixDataView First(MatrixDataView rows, int? count, string split)
    {
        if (count is null || count == rows.RowCount)
            return rows;
        RequireRows(count.Value, rows.RowCount, split);
        return rows.Take(count.Value);
    }

    /// <summary>Refuses to give more rows than there are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More are asked for.</exception>
    protected void RequireRows(long asked, int there, string split)
    {
        if (asked > there)
        {
            throw new ArgumentOutOfRangeException(
                nameof(asked), asked, $"{Info.Name} has {there} {split} rows, fewer than the {asked} asked for.");
        }
    }
}

/// <summary>A catalog entry: what can be loaded by name.</summary>
public sealed record DataSetInfo
{
    /// <summary>The name to load it by, lower case with hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>A title of a few words.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence on the rows.</summary>
    public required string Description { get; init; }

    /// <summary>What is to be learned.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>True when published files are read, false when the rows are generated from a seed.</summary>
    public required bool NeedsFiles { get; init; }

    /// <summary>The generated set that can stand in for the files, or null.</summary>
    public string? StandIn { get; init; }

    /// <summary>Whether rows are colour pictures, in whose place pictures of a user's can be.</summary>
    public bool IsPictures { get; init; }

    /// <summary>Whether the files can be downloaded when they are not there.</summary>
    public bool CanDownload { get; init; }
}
