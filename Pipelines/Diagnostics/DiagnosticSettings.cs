using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Pipelines.Diagnostics;

/// <summary>The settings that say what is measured of a network's training beside its history.</summary>
internal static class DiagnosticSettings
{
    /// <summary>The weight matrices whose gradient is recorded.</summary>
    public static Setting<IReadOnlyList<int>> Gradients { get; } = Setting.Places(
        "gradients", "weight matrices, counted from 0, whose squared gradient norm is recorded, the mean over each epoch");

    private static readonly Setting<int> BatchLoss = Setting.Integer(
        "batch-loss", "updates over which the loss of the batches is averaged and recorded; 0 to record none", 0, 0);
    private static readonly Setting<int> BatchAccuracy = Setting.Integer(
        "batch-accuracy", "updates over which the accuracy of the batches is averaged and recorded; 0 to record none; not for regression",
        0, 0);
    private static readonly Setting<int> GradientNorm = Setting.Integer(
        "gradient-norm", "updates over which the norm of the whole gradient is averaged and recorded; 0 to record none", 0, 0);
    private static readonly Setting<bool> WeightsPath = Setting.YesOrNo(
        "weights-path", "whether the weights after each epoch are recorded on their two principal components");
    private static readonly Setting<int> Sensitivity = Setting.Integer(
        "sensitivity", "test rows at which the Jacobian of the outputs by the inputs is measured after training; 0 for none", 0, 0);
    private static readonly Setting<bool> CriticalPoint = Setting.YesOrNo(
        CriticalPointDiagnostic.Setting,
        "whether training is followed by L-BFGS to a gradient near 0 and the signs of the Hessian's eigenvalues are counted there; at most "
            + "4000 parameters");
    private static readonly Setting<int> InterpolateBatch = Setting.Integer(
        "interpolate-batch",
        "rows of a batch of a second network, to which loss and accuracy are measured on the straight line; 0 for none; multiclass", 0, 0);

    /// <summary>The settings, in the order in which results show them.</summary>
    public static IReadOnlyList<Setting> All { get; } = [
        Gradients, BatchLoss, BatchAccuracy, GradientNorm, WeightsPath, Sensitivity, CriticalPoint, InterpolateBatch];

    /// <summary>Checks that the settings go with the task.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Check(LearningTask task, Settings settings)
    {
        if (settings.Get(BatchAccuracy) > 0 && task == LearningTask.Regression)
        {
            throw new ArgumentException(
                $"The setting '{BatchAccuracy.Name}' is for tasks with classes, not for a regression one.", nameof(settings));
        }

        if (settings.Get(InterpolateBatch) > 0 && task != LearningTask.Multiclass)
        {
            throw new ArgumentException(
                $"The setting '{InterpolateBatch.Name}' is for multiclass tasks, "
                    + $"not for a {task.ToString().ToLowerInvariant()} one.", nameof(settings));
        }
    }

    /// <summary>The diagnostics that the settings ask for.</summary>
    public static IEnumerable<TrainingDiagnostic> Create(Settings settings)
    {
        var (matrices, loss, norm) = (settings.Get(Gradients), settings.Get(BatchLoss), settings.Get(GradientNorm));
        var accuracy = settings.Get(BatchAccuracy);
        if (matrices.Count > 0 || loss > 0 || norm > 0 || accuracy > 0)
            yield return new StepDiagnostic(matrices, loss, norm, accuracy);
        if (settings.Get(WeightsPath))
            yield return new WeightPathDiagnostic();
        if (settings.Get(Sensitivity) is > 0 and var rows)
            yield return new SensitivityDiagnostic(rows);
        if (settings.Get(CriticalPoint))
            yield return new CriticalPointDiagnostic();
        if (settings.Get(InterpolateBatch) is > 0 and var batch)
            yield return new InterpolationDiagnostic(batch);
    }
}
