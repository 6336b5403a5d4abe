using MlPipelines.CustomTrainers;
using MlPipelines.Data;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The settings that keep a network from learning its training rows by heart, or the frequent classes alone.</summary>
internal static class RegularizationSettings
{
    private const string L1 = "l1";
    private const string L2 = "l2";
    private const string LabelSmoothing = "label-smoothing";
    private const string ClipNorm = "clip-norm";
    private const string ClipValue = "clip-value";
    private const string Patience = "patience";

    public static IReadOnlyList<SettingDefinition> Definitions { get; } =
    [
        SettingDefinition.Number(L1, "L1 penalty on weights: this times their sum of magnitudes is added to the loss", 0, 0),
        SettingDefinition.Number(L2, "L2 penalty on weights: half of this times their sum of squares is added to the loss", 0, 0),
        SettingDefinition.Number(LabelSmoothing, "share of each target spread evenly over all classes; multiclass", 0, 0, maximum: 1),
        SettingDefinition.Number(ClipNorm, "greatest Euclidean norm of the gradient, 0 for no limit", 0, 0),
        SettingDefinition.Number(ClipValue, "greatest magnitude of each element of the gradient, 0 for no limit; after clip-norm", 0, 0),
        SettingDefinition.Integer(Patience, "epochs without a better validation loss after which training stops, its best weights restored; 0 for never", 0, 0),
        Setting.Balance,
    ];

    /// <summary>The options with these settings.</summary>
    /// <exception cref="ArgumentException">A setting does not go with the task or with another.</exception>
    public static NetworkOptions Apply(LearningTask task, Settings settings, NetworkOptions options)
    {
        double smoothing = settings.GetNumber(LabelSmoothing);
        double norm = settings.GetNumber(ClipNorm);
        double value = settings.GetNumber(ClipValue);
        int patience = settings.GetInteger(Patience);
        if (smoothing > 0 && task != LearningTask.Multiclass)
            throw new ArgumentException($"The setting '{LabelSmoothing}' is for multiclass tasks, not for a {task.ToString().ToLowerInvariant()} one.", nameof(settings));
        if (patience > 0 && !settings.GetSeveral("monitor").Contains("validation"))
            throw new ArgumentException($"The setting '{Patience}' needs the validation rows: add validation to the setting 'monitor'.", nameof(settings));
        return options with
        {
            L1 = settings.GetNumber(L1),
            L2 = settings.GetNumber(L2),
            LabelSmoothing = smoothing,
            BalanceClasses = Setting.Balances(task, settings),
            Clipping = norm > 0 || value > 0 ? new GradientClipping { Norm = norm > 0 ? norm : null, Value = value > 0 ? value : null } : null,
            EarlyStopping = patience > 0 ? new EarlyStopping { Monitor = "validation", Patience = patience } : null,
        };
    }
}
