namespace MlPipelines.Data.Loading;

/// <summary>Knows one data set of the catalog: where it is, and how it is read or generated.</summary>
internal abstract class DataSetLoader
{
    public abstract DataSetInfo Info { get; }

    /// <summary>The folder where all its files are, or null; generated sets need none and answer null.</summary>
    public virtual string? Locate(DataSetOptions options) => null;

    /// <summary>Reads or generates it; <see cref="DataNotFoundException"/> when files are not to be had.</summary>
    public abstract DataSet Load(DataSetOptions options, IProgress<DataProgress>? progress, CancellationToken cancellationToken);

    /// <summary>The first rows of a split, as many as the options ask for; all when they ask for no number.</summary>
    protected MatrixDataView First(MatrixDataView rows, int? count, string split)
    {
        if (count is null || count == rows.RowCount)
            return rows;
        if (count > rows.RowCount)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{Info.Name} has {rows.RowCount} {split} rows, fewer than the {count} asked for.");
        return rows.Take(count.Value);
    }
}
