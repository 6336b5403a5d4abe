using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Settings of linear least squares. Immutable; checked when the trainer is made.</summary>
public sealed record LeastSquaresOptions : ITrainerOptions
{
    /// <inheritdoc/>
    public string FeatureColumnName { get; init; } = "Features";

    /// <inheritdoc/>
    public string LabelColumnName { get; init; } = "Label";

    /// <inheritdoc/>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>
    /// Ridge penalty: this times the sum of the squared weights, without the intercept, is added to the weighted sum of squared errors that
    /// is minimized; at least 0. With 0, a feature that depends on the others gets the weight 0. Default 0.
    /// </summary>
    public double L2 { get; init; }

    /// <inheritdoc/>
    public CancellationToken CancellationToken { get; init; }

    IReadOnlyList<double> ITrainerOptions.ClassWeights => [];

    bool ITrainerOptions.BalanceClasses => false;

    double? ITrainerOptions.ValidationFraction => 0;

    bool ITrainerOptions.IsOpen => false;

    IReadOnlyList<MonitorData> ITrainerOptions.Monitors => [];

    EarlyStopping? ITrainerOptions.EarlyStopping => null;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        TrainerRules.Require(this);
        if (!(double.IsFinite(L2) && L2 >= 0))
            throw new ArgumentOutOfRangeException(nameof(L2), L2, $"{nameof(L2)} must be finite and at least 0; found {L2}.");
    }
}
