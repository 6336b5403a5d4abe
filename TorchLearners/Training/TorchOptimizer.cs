using MlPipelines.Numerics.Optimizers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace MlPipelines.TorchLearners.Training;

/// <summary>Numerics' optimizers by their namesakes in TorchSharp.</summary>
internal static class TorchOptimizer
{
    /// <summary>The optimizer with zero state.</summary>
    /// <exception cref="NotSupportedException">An optimizer that this engine does not have.</exception>
    public static optim.Optimizer Create(OptimizerOptions options, IEnumerable<Parameter> parameters) => options switch
    {
        SgdOptions o => optim.SGD(parameters, o.LearningRate, o.Momentum, weight_decay: o.WeightDecay, nesterov: o.Nesterov),
        AdamOptions o => optim.Adam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay),
        AdamWOptions o => optim.AdamW(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay),
        RmsPropOptions o => optim.RMSProp(parameters, o.LearningRate, o.Alpha, o.Epsilon, o.WeightDecay, o.Momentum),
        _ => throw new NotSupportedException($"The torch engine has no optimizer {options.GetType().Name}; it has those of {nameof(SgdOptions)}, {nameof(AdamOptions)}, {nameof(AdamWOptions)} and {nameof(RmsPropOptions)}."),
    };
}
