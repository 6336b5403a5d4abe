using MlPipelines.Data;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The settings that say what is kept of a network's training beside its history.</summary>
internal static class RecordSettings
{
    private const string Gradients = "gradients";
    private const string BatchLoss = "batch-loss";
    private const string GradientNorm = "gradient-norm";
    private const string WeightsPath = "weights-path";
    private const string Sensitivity = "sensitivity";
    private const string CriticalPoint = "critical-point";
    private const string InterpolateBatch = "interpolate-batch";

    public static IReadOnlyList<SettingDefinition> Definitions { get; } =
    [
        SettingDefinition.Places(Gradients, "weight matrices, counted from 0, whose squared gradient norm is recorded, the mean over each epoch"),
        SettingDefinition.Integer(BatchLoss, "updates over which the loss of the batches is averaged and recorded; 0 to record none", 0, 0),
        SettingDefinition.Integer(GradientNorm, "updates over which the norm of the whole gradient is averaged and recorded; 0 to record none", 0, 0),
        SettingDefinition.Choice(WeightsPath, "whether the weights after each epoch are recorded on their two principal components", "no", "yes"),
        SettingDefinition.Integer(Sensitivity, "test rows at which the Jacobian of the outputs by the inputs is measured after training; 0 for none", 0, 0),
        SettingDefinition.Choice(CriticalPoint, "whether training is followed by L-BFGS to a gradient near 0 and the signs of the Hessian's eigenvalues are counted there; at most 4000 parameters", "no", "yes"),
        SettingDefinition.Integer(InterpolateBatch, "rows of a batch of a second network, to which loss and accuracy are measured on the straight line; 0 for none; multiclass", 0, 0),
    ];

    /// <summary>Checks that the settings go with the task.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Check(LearningTask task, Settings settings)
    {
        if (settings.GetInteger(InterpolateBatch) > 0 && task != LearningTask.Multiclass)
            throw new ArgumentException($"The setting '{InterpolateBatch}' is for multiclass tasks, not for a {task.ToString().ToLowerInvariant()} one.", nameof(settings));
    }

    /// <summary>Who keeps what the settings ask for.</summary>
    public static IEnumerable<TrainingRecord> Create(Settings settings)
    {
        var matrices = settings.GetPlaces(Gradients);
        int loss = settings.GetInteger(BatchLoss), norm = settings.GetInteger(GradientNorm);
        if (matrices.Count > 0 || loss > 0 || norm > 0)
            yield return new TrainingRecorder(matrices, loss, norm);
        if (settings[WeightsPath] == "yes")
            yield return new WeightPathRecord();
        if (settings.GetInteger(Sensitivity) is > 0 and var rows)
            yield return new SensitivityRecord(rows);
        if (settings[CriticalPoint] == "yes")
            yield return new CriticalPointRecord();
        if (settings.GetInteger(InterpolateBatch) is > 0 and var batch)
            yield return new InterpolationRecord(batch);
    }
}
