using MlPipelines.Pipelines.Prediction;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Explaining;

/// <summary>How much worse a trained pipeline predicts when a column's values are dealt out to other rows.</summary>
/// <param name="Column">The column.</param>
/// <param name="Increase">How much the mean loss of the rows rises (<see cref="LabelledRecords.Loss"/>); 0 for a column that the pipeline
/// does not use.</param>
/// <param name="Interval">The 95 % t-interval of it over rows; null for a column that changes no prediction.</param>
/// <remarks>
/// L. Breiman, Random forests, Machine Learning 45, 2001; A. Fisher, C. Rudin and F. Dominici, Journal of Machine Learning Research 20,
/// 2019. It says what the pipeline uses, not what causes the label. Of two columns that say the same, each may seem to matter little.
/// </remarks>
public sealed record PermutationImportance(string Column, double Increase, Interval? Interval)
{
    /// <summary>The importance of columns, the greatest first.</summary>
    /// <param name="predictor">The pipeline's predictor.</param>
    /// <param name="records">Rows that it was not trained on, two at least.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="repeats">How often the values of each are dealt out, 1 or more.</param>
    /// <param name="seed">Decides how they are dealt out.</param>
    /// <param name="cancellation">Ends it at the next column.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows.</exception>
    /// <exception cref="InvalidDataException">A label is missing, or of no class of the pipeline.</exception>
    public static (double Loss, IReadOnlyList<PermutationImportance> Columns) Of(
        RecordPredictor predictor, LabelledRecords records, IReadOnlyList<string> columns, int repeats = 5, int seed = 1,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        var rows = records.Rows;
        if (rows.Count < 2)
            throw new ArgumentException($"Two rows at least are needed; found {rows.Count}.", nameof(records));
        var before = new double[rows.Count];
        ForEach(rows.Count, i => before[i] = records.Loss(rows[i], predictor.Predict(rows[i])));
        var found = new List<PermutationImportance>();
        foreach (var column in columns)
        {
            cancellation.ThrowIfCancellationRequested();
            var rises = new double[rows.Count];
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                var places = Enumerable.Range(0, rows.Count).ToArray();
                new Random(SeedOf(seed, column, repeat)).Shuffle(places);
                ForEach(rows.Count, i =>
                {
                    if (Equals(rows[i].GetValueOrDefault(column), rows[places[i]].GetValueOrDefault(column)))
                        return;
                    var changed = new Dictionary<string, object?>(rows[i], StringComparer.Ordinal)
                    {
                        [column] = rows[places[i]].GetValueOrDefault(column),
                    };
                    rises[i] += (records.Loss(rows[i], predictor.Predict(changed)) - before[i]) / repeats;
                });
            }

            found.Add(new(column, rises.Average(), rises.All(rise => rise == 0) ? null : StudentInterval.Of(rises)));
        }

        return (before.Average(), [.. found.OrderByDescending(one => one.Increase)]);
    }

    /// <summary>The same in each run of the program, which a text's own hash code is not.</summary>
    private static int SeedOf(int seed, string column, int repeat)
    {
        var hash = (uint)seed;
        foreach (var letter in column)
            hash = (hash * 16777619) ^ letter;
        return (int)((hash * 16777619) ^ (uint)repeat);
    }

    /// <summary>The first error of several threads is thrown as it was.</summary>
    internal static void ForEach(int count, Action<int> action)
    {
        try
        {
            Parallel.For(0, count, action);
        }
        catch (AggregateException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.Flatten().InnerExceptions[0]);
        }
    }
}
