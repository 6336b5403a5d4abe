using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Ensembles;

/// <summary>Settings of an ensemble. Immutable; checked when the trainer is made.</summary>
public sealed record EnsembleOptions
{
    /// <summary>
    /// The members, at least one: a name of its own, and an estimator, a trainer or a whole chain, of this library or of ML.NET. Its model
    /// must predict each row by itself and write what its task's trainers write: <c>Score</c> with class probabilities, for true or false
    /// <c>Probability</c>, for numbers <c>Score</c>. One member alone is k-fold bagging.
    /// </summary>
    public required IReadOnlyList<(string Name, IEstimator<ITransformer> Estimator)> Members { get; init; }

    /// <summary>The label's column; a key for multiclass classification. The members read it too. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>
    /// A column of <see cref="float"/> that says how much each row counts in the members' losses, the selection and the calibration; null
    /// where all count the same. A row of the weight 0 is left out, as if it were not there. The members have their own option for the
    /// column that they train with. Default null.
    /// </summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>
    /// A column of a text, a number or a key: rows of the same value come into the same fold, such as those of one patient. Null where rows
    /// do not belong together; then every class is shared out evenly. Default null.
    /// </summary>
    public string? GroupColumnName { get; init; }

    /// <summary>
    /// Folds, at least 2. Each member is trained once for each fold, on the rows of all others; a prediction is the mean of these models.
    /// Default 5.
    /// </summary>
    public int Folds { get; init; } = 5;

    /// <summary>
    /// Most choices of the greedy selection, at least 1: weights are whole shares of so many. Default 100.
    /// </summary>
    public int SelectionRounds { get; init; } = 100;

    /// <summary>What is done to the ensemble's probabilities, fitted on rows that its models were not trained on; for classes. Default
    /// none.</summary>
    public EnsembleCalibration Calibration { get; init; }

    /// <summary>Chooses the folds. The members have seeds of their own. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Told before each fit of a member; null for nobody.</summary>
    public IProgress<EnsembleProgress>? Progress { get; init; }

    /// <summary>
    /// Ends the training with an <see cref="OperationCanceledException"/> at the next row that is read, or the next fit. Give it to the
    /// members' options too where they have it: then these end at their next step.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Members);
        if (Members.Count == 0)
            throw new ArgumentException($"{nameof(Members)} must have at least one member.", nameof(Members));
        foreach (var (name, estimator) in Members)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(Members));
            ArgumentNullException.ThrowIfNull(estimator, nameof(Members));
        }

        if (Members.GroupBy(member => member.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two members are named '{twice.Key}'; give each a name of its own.", nameof(Members));
        if (Folds < 2)
            throw new ArgumentOutOfRangeException(nameof(Folds), Folds, $"{nameof(Folds)} must be at least 2; found {Folds}.");
        if (SelectionRounds < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(SelectionRounds), SelectionRounds, $"{nameof(SelectionRounds)} must be at least 1; found {SelectionRounds}.");
        }

        if (!Enum.IsDefined(Calibration))
            throw new ArgumentOutOfRangeException(nameof(Calibration), Calibration, $"There is no calibration {Calibration}.");
    }
}

/// <summary>What is done to the probabilities of an ensemble.</summary>
public enum EnsembleCalibration
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One temperature makes them more or less sure; the most probable class stays the same.</summary>
    Temperature,

    /// <summary>A non-decreasing function of each class's probability; for many rows.</summary>
    Isotonic,
}

/// <summary>How far the training of an ensemble is: which fit begins.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Fold">The fold that is held out, from 1.</param>
/// <param name="Fit">The number of the fit, from 1.</param>
/// <param name="Fits">Fits in all: members times folds.</param>
public readonly record struct EnsembleProgress(string Member, int Fold, int Fit, int Fits);
