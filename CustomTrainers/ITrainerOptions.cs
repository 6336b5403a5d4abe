using Microsoft.ML;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Rows that a model is evaluated on while it trains.</summary>
/// <param name="Name">Its name in the history, such as <c>validation</c>.</param>
/// <param name="Data">Rows as the trainer sees its own: with the same columns, after the same transforms. Keys of labels and categories may
/// be in another order, but must stand for the same values.</param>
public sealed record MonitorData(string Name, IDataView Data);

/// <summary>
/// What the options of every trainer say of the rows: which columns, which weights, which are evaluated. The settings are described here
/// alone. Each record of options has to declare them again, as C# knows no second base class beside the settings of the training itself.
/// </summary>
internal interface ITrainerOptions
{
    /// <summary>The monitor's name of the rows that <see cref="ValidationFraction"/> holds out.</summary>
    const string ValidationMonitor = TrainingLength.Monitor;

    /// <summary>
    /// The column of features: a vector of <see cref="float"/> of known size, NaN where a value is missing, which only trees take. Default
    /// <c>Features</c>.
    /// </summary>
    string FeatureColumnName { get; }

    /// <summary>The label's column; a key for multiclass classification. Default <c>Label</c>.</summary>
    string LabelColumnName { get; }

    /// <summary>
    /// A column of <see cref="float"/> that says how much each row counts, at least 0; null where all count the same. A row of the weight 0
    /// is left out before anything is measured, held out or counted, as if it were not there. Default null.
    /// </summary>
    string? ExampleWeightColumnName { get; }

    /// <summary>
    /// How much each class counts, in the order of the label's keys (false before true), each above 0; multiplies the rows' weights. Empty
    /// where all count the same. For classification. Default empty.
    /// </summary>
    IReadOnlyList<double> ClassWeights { get; }

    /// <summary>
    /// Whether each class counts the same in total, however rare: rows / (classes · rows of the class), rows counted by their weights. For
    /// classification; not beside <see cref="ClassWeights"/>. Default false.
    /// </summary>
    bool BalanceClasses { get; }

    /// <summary>
    /// Share of the training rows, chosen by the seed, that is not trained on but evaluated as the monitor <c>validation</c>, in [0, 1). A
    /// class keeps a row to train on. Null for none, but a tenth where this monitor ends the training and <see cref="Monitors"/> have none
    /// of its name: with <see cref="EarlyStopping"/>, or where the number of epochs or rounds is left open and there are at least 200 rows.
    /// Default null.
    /// </summary>
    double? ValidationFraction { get; }

    /// <summary>
    /// Data to evaluate while training, for the history and for early stopping; they change nothing else in the training. Default none.
    /// </summary>
    IReadOnlyList<MonitorData> Monitors { get; }

    /// <summary>
    /// When training ends before its last epoch or round. Null for never; where the number of epochs or rounds is left open, when the
    /// monitor <c>validation</c> gets no better. Default null.
    /// </summary>
    EarlyStopping? EarlyStopping { get; }

    /// <summary>
    /// Whether the number of epochs or rounds is left open and <see cref="EarlyStopping"/> is not set, so that the monitor
    /// <c>validation</c> ends the training.
    /// </summary>
    bool IsOpen { get; }

    /// <summary>Ends the training with an <see cref="OperationCanceledException"/> at the next step or round.</summary>
    CancellationToken CancellationToken { get; }
}

/// <summary>The rules of <see cref="ITrainerOptions"/>, the same for every trainer.</summary>
internal static class TrainerRules
{
    private const double HeldOutByDefault = 0.1;
    private const int LeastRowsToHoldOutOf = 200;

    /// <summary>Checks the columns' names, the class weights, and what is evaluated while training.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static void Require(ITrainerOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(options.LabelColumnName);
        RequireClassWeights(options.ClassWeights, options.BalanceClasses);
        RequireMonitors(options);
    }

    /// <summary>The share of the rows to hold out, by their number; null for none, however many they are.</summary>
    public static Func<int, double>? HeldOutShare(ITrainerOptions options)
    {
        if (options.ValidationFraction is { } asked)
            return asked > 0 ? _ => asked : null;
        if (!IsMissingMonitor(options))
            return null;
        return options.IsOpen ? rows => rows < LeastRowsToHoldOutOf ? 0 : HeldOutByDefault : _ => HeldOutByDefault;
    }

    /// <summary>Whether the monitor <c>validation</c> ends the training, and nobody gives its rows.</summary>
    private static bool IsMissingMonitor(ITrainerOptions options) =>
        (options.IsOpen || options.EarlyStopping is { Monitor: ITrainerOptions.ValidationMonitor })
        && options.Monitors.All(monitor => monitor.Name != ITrainerOptions.ValidationMonitor);

    private static void RequireClassWeights(IReadOnlyList<double> classWeights, bool balanceClasses)
    {
        ArgumentNullException.ThrowIfNull(classWeights);
        if (classWeights.Count > 0 && balanceClasses)
            throw new ArgumentException("ClassWeights and BalanceClasses are both set; set one.", nameof(classWeights));
        for (var i = 0; i < classWeights.Count; i++)
        {
            if (double.IsFinite(classWeights[i]) && classWeights[i] > 0)
                continue;
            throw new ArgumentOutOfRangeException(
                nameof(classWeights), classWeights[i], $"ClassWeights[{i}] must be finite and above 0; found {classWeights[i]}.");
        }
    }

    private static void RequireMonitors(ITrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Monitors);
        if (options.ValidationFraction is not (null or (>= 0 and < 1)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.ValidationFraction,
                $"ValidationFraction must be in [0, 1); found {options.ValidationFraction}.");
        }

        var names = options.Monitors.Select(m => m.Name).ToList();
        if (HeldOutShare(options) is not null)
            names.Insert(0, ITrainerOptions.ValidationMonitor);
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw new ArgumentException(
                $"Each monitor needs a name of its own; the names are {string.Join(", ", names.Select(n => $"'{n}'"))}.", nameof(options));
        }

        if (options.EarlyStopping is not { } earlyStopping)
            return;
        earlyStopping.Validate();
        if (!names.Contains(earlyStopping.Monitor))
        {
            throw new ArgumentException(
                $"Early stopping watches the monitor '{earlyStopping.Monitor}', but the monitors are "
                + $"{string.Join(", ", names.Select(n => $"'{n}'").DefaultIfEmpty("none"))}. Give it data in Monitors, or set "
                + "ValidationFraction.",
                nameof(options));
        }
    }
}
