using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Optimizers;

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

    public Activation BuildActivation() => Enum.Parse<Activation>(Activation, ignoreCase: true);

    public LossDefinition BuildLoss() => Loss switch
    {
        "cross-entropy" => new SoftmaxCrossEntropy { LabelSmoothing = LabelSmoothing },
        _ => throw new ArgumentException($"Unknown loss '{Loss}'."),
    };

    public OptimizerOptions BuildOptimizer() => Optimizer switch
    {
        "sgd" => new SgdOptions { LearningRate = LearningRate, Momentum = Momentum, Nesterov = Nesterov, WeightDecay = WeightDecay },
        "adam" => new AdamOptions { LearningRate = LearningRate, WeightDecay = WeightDecay },
        _ => throw new ArgumentException($"Unknown optimizer '{Optimizer}'."),
    };
}
