using Microsoft.ML.Data;

namespace Microsoft.ML;

// Each component registers in the environment under a name: as in ML.NET that draws from the context's random numbers, so that a
// shuffle or sample without a seed of its own, later in the same program, comes out as there.
public sealed partial class DataOperationsCatalog
{
    /// <summary>Keeps in memory what has been read of a view, for the readings to come.</summary>
    /// <param name="input">The view.</param>
    /// <param name="columnsToPrefetch">The columns that are read as soon as any is.</param>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        Check.NotNull(input);
        Environment.Register("Cache");
        return new CachedView(input, (columnsToPrefetch ?? []).Select(name =>
            input.Schema.GetColumnOrNull(name)?.Index ?? throw Errors.MissingColumn(nameof(columnsToPrefetch), "prefetch", name, input.Schema)).ToArray());
    }

    /// <summary>The rows whose number in a column is at least <paramref name="lowerBound"/> and less than <paramref name="upperBound"/>.</summary>
    public IDataView FilterRowsByColumn(
        IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        Check.NotNull(input);
        Check.NotEmpty(columnName);
        Check.Param(lowerBound < upperBound, nameof(upperBound), $"The upper bound {upperBound} must be greater than the lower bound {lowerBound}.");
        var column = input.Schema[columnName];
        if (column.Type is not NumberDataViewType)
            throw Errors.SchemaMismatch(nameof(columnName), "filter", columnName, "number", column.Type.ToString()!);
        Environment.Register("RangeFilter");
        return new RangeFilter(input, column, lowerBound, upperBound);
    }

    /// <summary>The rows whose key, as a fraction of all keys, is at least <paramref name="lowerBound"/> and less than <paramref name="upperBound"/>.</summary>
    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        Check.NotNull(input);
        Check.NotEmpty(columnName);
        Check.Param(lowerBound is >= 0 and <= 1, nameof(lowerBound), $"Must be in [0, 1], not {lowerBound}.");
        Check.Param(upperBound is >= 0 and <= 1, nameof(upperBound), $"Must be in [0, 1], not {upperBound}.");
        Check.Param(lowerBound <= upperBound, nameof(upperBound), $"Must be no less than the lower bound {lowerBound}, not {upperBound}.");
        var column = input.Schema[columnName];
        if (column.Type is not KeyDataViewType)
            throw Errors.SchemaMismatch(nameof(columnName), "filter", columnName, "KeyType", column.Type.ToString()!);
        Environment.Register("RangeFilter");
        return new RangeFilter(input, column, lowerBound, upperBound);
    }

    /// <summary>The rows without a missing value (NaN, missing key) in the given columns.</summary>
    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        Check.NotNull(input);
        Check.Param(columns is { Length: > 0 }, nameof(columns), "At least one column must be named.");
        Environment.Register("MissingValueFilter");
        return new MissingFilter(input, columns);
    }

    /// <summary>The rows after the first <paramref name="count"/>.</summary>
    public IDataView SkipRows(IDataView input, long count)
    {
        Check.NotNull(input);
        Check.Param(count > 0, nameof(count), $"Must be greater than zero, not {count}.");
        Environment.Register("SkipTakeFilter");
        return new SkipTakeView(input, count, long.MaxValue);
    }

    /// <summary>The first <paramref name="count"/> rows.</summary>
    public IDataView TakeRows(IDataView input, long count)
    {
        Check.NotNull(input);
        Check.Param(count > 0, nameof(count), $"Must be greater than zero, not {count}.");
        Environment.Register("SkipTakeFilter");
        return new SkipTakeView(input, 0, count);
    }
}
