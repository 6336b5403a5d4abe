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
    const string ValidationMonitor = "validation";

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
    /// Share of the training rows, chosen by the seed, that is not trained on but evaluated as the monitor <c>validation</c>, in [0, 1).
    /// Default 0.
    /// </summary>
    double ValidationFraction { get; }

    /// <summary>
    /// Data to evaluate while training, for the history and for early stopping; they change nothing else in the training. Default none.
    /// </summary>
    IReadOnlyList<MonitorData> Monitors { get; }

    /// <summary>When training ends before its last epoch or round; null for never. Default null.</summary>
    EarlyStopping? EarlyStopping { get; }

    /// <summary>Ends the training with an <see cref="OperationCanceledException"/> at the next step or round.</summary>
    CancellationToken CancellationToken { get; }
}

/// <summary>The rules of <see cref="ITrainerOptions"/>, the same for every trainer.</summary>
internal static class TrainerRules
{
    /// <summary>Checks the columns' names, the class weights, and what is evaluated while training.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static void Require(ITrainerOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(options.LabelColumnName);
        RequireClassWeights(options.ClassWeights, options.BalanceClasses);
        RequireMonitors(options.Monitors, options.ValidationFraction, options.EarlyStopping);
    }

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

    private static void RequireMonitors(IReadOnlyList<MonitorData> monitors, double validationFraction, EarlyStopping? earlyStopping)
    {
        ArgumentNullException.ThrowIfNull(monitors);
        if (validationFraction is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(validationFraction), validationFraction, $"ValidationFraction must be in [0, 1); found {validationFraction}.");
        }

        var names = monitors.Select(m => m.Name).ToList();
        if (validationFraction > 0)
            names.Insert(0, ITrainerOptions.ValidationMonitor);
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw new ArgumentException(
                $"Each monitor needs a name of its own; the names are {string.Join(", ", names.Select(n => $"'{n}'"))}.", nameof(monitors));
        }

        if (earlyStopping is null)
            return;
        earlyStopping.Validate();
        if (!names.Contains(earlyStopping.Monitor))
        {
            throw new ArgumentException(
                $"Early stopping watches the monitor '{earlyStopping.Monitor}', but the monitors are "
                + $"{string.Join(", ", names.Select(n => $"'{n}'").DefaultIfEmpty("none"))}. Give it data in Monitors, or set "
                + "ValidationFraction.",
                nameof(earlyStopping));
        }
    }
}
