using System.Numerics;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// How large batches are, and how long a training lasts, where the settings leave it open. Both follow from the number of training rows, so
/// that few rows get enough updates and many rows not too many. The figures were chosen on tables of 500 to 43 000 rows.
/// </summary>
public static class TrainingLength
{
    /// <summary>The monitor that a training of open length is ended by.</summary>
    public const string Monitor = "validation";

    private const int LeastBatch = 32, MostBatch = 128, RowsPerBatchRow = 100;
    private const int LeastEpochs = 20, MostEpochs = 200, MostUpdates = 20_000;
    private const int LeastPatience = 20, MostPatience = 50, UpdatesOfPatience = 2_000;

    /// <summary>Whether the settings leave it to the rows of <see cref="Monitor"/> when the training ends.</summary>
    public static bool IsOpen(TrainingSettings settings) =>
        settings is { Epochs: null, EarlyStopping: null, EvaluateEveryEpochs: > 0 };

    /// <summary>The settings with nothing left open.</summary>
    /// <typeparam name="TSettings">The settings' type.</typeparam>
    /// <param name="settings">The settings.</param>
    /// <param name="rows">Number of training rows.</param>
    /// <param name="hasMonitor">Whether there is a monitor of the name <see cref="Monitor"/>.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or there are no rows.</exception>
    public static TSettings Resolve<TSettings>(TSettings settings, int rows, bool hasMonitor)
        where TSettings : TrainingSettings
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        settings.Validate();
        var batch = settings.BatchSize ?? BatchSize(rows, settings.DropLastBatch);
        var updates = Math.Max(1, settings.DropLastBatch ? rows / batch : (rows + batch - 1L) / batch);
        var stopping = settings.EarlyStopping ?? (hasMonitor && IsOpen(settings) ? new EarlyStopping { Patience = null } : null);
        return settings with
        {
            BatchSize = batch,
            Epochs = settings.Epochs ?? (int)Math.Clamp(MostUpdates / updates, LeastEpochs, MostEpochs),
            EarlyStopping = stopping is { Patience: null }
                ? stopping with { Patience = Patience(updates, Math.Max(1, settings.EvaluateEveryEpochs)) }
                : stopping,
        };
    }

    /// <summary>
    /// A hundredth of the rows, rounded down to a power of two, at least 32 and at most 128; a little more where the last batch of an epoch
    /// would have a single row, which no batch normalization can take.
    /// </summary>
    private static int BatchSize(int rows, bool dropsLast)
    {
        var batch = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)(rows / RowsPerBatchRow) + 1) / 2, LeastBatch, MostBatch);
        if (dropsLast)
            return Math.Min(batch, rows);
        while (rows > batch && rows % batch == 1)
            batch++;
        return batch;
    }

    /// <summary>Evaluations of the epochs that make two thousand updates, 20 to 50 epochs.</summary>
    private static int Patience(long updates, int every)
    {
        var epochs = Math.Clamp(UpdatesOfPatience / updates, LeastPatience, MostPatience);
        return (int)Math.Max(1, epochs / every);
    }
}
