using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Looks at data while a program is being written.</summary>
public static class DebuggerExtensions
{
    /// <summary>The first rows of a view.</summary>
    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = 100) => new(data, maxRows);

    /// <summary>The first rows of what a transformer makes of a view.</summary>
    public static DataDebuggerPreview Preview(this ITransformer transformer, IDataView data, int maxRows = 100) =>
        new(Check.NotNull(transformer).Transform(Check.NotNull(data)), maxRows);

    /// <summary>The first rows of what an estimator, fitted to the first <paramref name="maxTrainingRows"/> rows, makes of a view.</summary>
    public static DataDebuggerPreview Preview(this IEstimator<ITransformer> estimator, IDataView data, int maxRows = 100, int maxTrainingRows = 100)
    {
        Check.NotNull(estimator);
        Check.Param(maxTrainingRows >= 0, nameof(maxTrainingRows), $"The number of rows must be 0 or more, not {maxTrainingRows}.");
        var training = new SkipTakeView(Check.NotNull(data), 0, maxTrainingRows);
        return new(estimator.Fit(training).Transform(data), maxRows);
    }

    /// <summary>The first rows that a loader reads.</summary>
    public static DataDebuggerPreview Preview<TSource>(this IDataLoader<TSource> loader, TSource source, int maxRows = 100) =>
        new(Check.NotNull(loader).Load(source), maxRows);
}
