using MlPipelines.Pipelines.Learners;

namespace MlPipelines.TorchLearners;

/// <summary>The multilayer perceptron on libtorch, as a kind of learner that a program adds to its own.</summary>
public static class TorchMlpLearner
{
    /// <summary>The kind <c>torch-mlp</c>, the counterpart of <c>mlp</c>. libtorch is loaded by its first fit, not before.</summary>
    public static LearnerKind Kind { get; } = LearnerKinds.Mlp.On(
        "torch-mlp", "mlp on libtorch through TorchSharp: the same settings, initial weights, batches and rates", new TorchEngine());
}
