using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Parity;

/// <summary>One comparison, as the script describes it; tensors lie in the file beside it.</summary>
internal sealed record ParityCase
{
    public required string Name { get; init; }

    public required int[] Sizes { get; init; }

    public required int Batch { get; init; }

    public string Activation { get; init; } = "relu";

    public string Loss { get; init; } = "cross-entropy";

    public double LabelSmoothing { get; init; }

    public required string Optimizer { get; init; }

    public required double LearningRate { get; init; }

    public double Momentum { get; init; }

    public bool Nesterov { get; init; }

    public double WeightDecay { get; init; }

    public double? ClipNorm { get; init; }

    public string Schedule { get; init; } = "constant";

    public Activation BuildActivation() => MlPipelines.Numerics.Layers.Activation.Parse(Activation);

    public LossDefinition BuildLoss() => Loss switch
    {
        "cross-entropy" => new SoftmaxCrossEntropy { LabelSmoothing = LabelSmoothing },
        "binary-cross-entropy" => new BinaryCrossEntropy(),
        "mean-squared-error" => new MeanSquaredError(),
        _ => throw new ArgumentException($"Unknown loss '{Loss}'."),
    };

    public OptimizerOptions BuildOptimizer() => Optimizer switch
    {
        "sgd" => new SgdOptions { LearningRate = LearningRate, Momentum = Momentum, Nesterov = Nesterov, WeightDecay = WeightDecay },
        "adam" => new AdamOptions { LearningRate = LearningRate, WeightDecay = WeightDecay },
        "adamw" => new AdamWOptions { LearningRate = LearningRate, WeightDecay = WeightDecay },
        "rmsprop" => new RmsPropOptions { LearningRate = LearningRate, Momentum = Momentum, WeightDecay = WeightDecay },
        _ => throw new ArgumentException($"Unknown optimizer '{Optimizer}'."),
    };

    public LearningRateSchedule BuildSchedule() => Schedule switch
    {
        "constant" => new ConstantSchedule(),
        "cosine" => new CosineSchedule(),
        "one-cycle" => new OneCycleSchedule(),
        _ => throw new ArgumentException($"Unknown schedule '{Schedule}'."),
    };

    /// <summary>One pass over the batches in their order.</summary>
    public TrainingOptions BuildTraining() => new()
    {
        Epochs = 1,
        BatchSize = Batch,
        Shuffle = false,
        Loss = BuildLoss(),
        Optimizer = BuildOptimizer(),
        Schedule = BuildSchedule(),
        Clipping = ClipNorm is { } norm ? new GradientClipping { Norm = norm } : null,
        EvaluateEveryEpochs = 0,
        Threads = 2,
    };
}
