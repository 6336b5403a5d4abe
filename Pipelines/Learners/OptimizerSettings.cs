using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The settings of a network's optimizer.</summary>
internal static class OptimizerSettings
{
    private const string Optimizer = "optimizer";
    private const string Rate = "rate";
    private const string Momentum = "momentum";
    private const string Nesterov = "nesterov";
    private const string Schedule = "schedule";
    private const string WarmUp = "warm-up";
    private const string WeightDecay = "weight-decay";

    public static IReadOnlyList<SettingDefinition> Definitions { get; } =
    [
        SettingDefinition.Choice(Optimizer, "update rule", "adam", "adamw", "sgd", "rmsprop"),
        SettingDefinition.Number(Rate, "learning rate", 0.001, 0),
        SettingDefinition.Number(Momentum, "share of the last step that is kept; sgd and rmsprop", 0, 0, maximum: 1),
        SettingDefinition.Choice(Nesterov, "whether momentum looks ahead; sgd", "no", "yes"),
        SettingDefinition.Number(WeightDecay, "share of each weight taken off at a step (adamw), or added to its gradient (others)", 0, 0),
        SettingDefinition.Choice(Schedule, "how the rate changes: constant; along a cosine to 0; one-cycle, up and then down; step, a tenth every ten epochs; exponential, to a hundredth", "constant", "cosine", "one-cycle", "step", "exponential"),
        SettingDefinition.Integer(WarmUp, "steps over which the rate rises to the schedule's; 0 for none", 0, 0),
    ];

    /// <summary>The optimizer of checked settings.</summary>
    /// <exception cref="ArgumentException">A setting does not go with the update rule.</exception>
    public static OptimizerOptions Create(Settings settings)
    {
        string rule = settings[Optimizer];
        double rate = settings.GetNumber(Rate);
        double momentum = settings.GetNumber(Momentum);
        double decay = settings.GetNumber(WeightDecay);
        bool nesterov = settings[Nesterov] == "yes";
        if (momentum > 0 && (rule is "adam" or "adamw"))
            throw new ArgumentException($"The setting '{Momentum}' belongs to sgd and rmsprop; {rule} has a momentum of its own.", nameof(settings));
        if (nesterov && (rule != "sgd" || momentum == 0))
            throw new ArgumentException($"The setting '{Nesterov}=yes' needs {Optimizer}=sgd and a {Momentum} above 0.", nameof(settings));
        return rule switch
        {
            "adam" => new AdamOptions { LearningRate = rate, WeightDecay = decay },
            "adamw" => new AdamWOptions { LearningRate = rate, WeightDecay = decay },
            "sgd" => new SgdOptions { LearningRate = rate, Momentum = momentum, Nesterov = nesterov, WeightDecay = decay },
            _ => new RmsPropOptions { LearningRate = rate, Momentum = momentum, WeightDecay = decay },
        };
    }

    /// <summary>How the rate changes.</summary>
    public static LearningRateSchedule CreateSchedule(Settings settings)
    {
        LearningRateSchedule schedule = settings[Schedule] switch
        {
            "cosine" => new CosineSchedule(),
            "one-cycle" => new OneCycleSchedule(),
            "step" => new StepSchedule(),
            "exponential" => new ExponentialSchedule(),
            _ => new ConstantSchedule(),
        };
        int steps = settings.GetInteger(WarmUp);
        return steps > 0 ? new WarmUpSchedule { Iterations = steps, Then = schedule } : schedule;
    }
}
