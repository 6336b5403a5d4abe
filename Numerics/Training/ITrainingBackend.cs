using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// What computes the steps of one training: this library on the processor, or another one. It is made for a network and its options and is
/// used by one thread. Everything around a step is the same for all: the order of rows, augmentation, rates, monitors, early stopping,
/// observers, checkpoints.
/// </summary>
/// <remarks>
/// A backend may keep the weights in a memory of its own. The network and <see cref="OptimizerState"/> are then copies, which are brought
/// up to date by <see cref="ReadWeights"/> and <see cref="ReadOptimizer"/> when the training needs them, and are given back by
/// <see cref="WriteAll"/>.
/// </remarks>
/// <typeparam name="T">Type of the numbers.</typeparam>
public interface ITrainingBackend<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The name in checkpoints. A checkpoint of one backend is refused by another, because their sums differ in the last bits.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// The gradients of the last batch's mean loss, without penalties and before clipping, laid out as
    /// <see cref="Network{T}.ParameterValues"/>.
    /// </summary>
    ReadOnlySpan<T> Gradients { get; }

    /// <summary>The optimizer's arrays by name, for checkpoints; always the same arrays.</summary>
    IReadOnlyList<(string Name, Memory<T> Values)> OptimizerState { get; }

    /// <summary>Steps that the optimizer has done; set when a training goes on from a checkpoint.</summary>
    long OptimizerSteps { get; set; }

    /// <summary>Forward, loss and backward of a batch. The weights stay as they are; running statistics may move.</summary>
    /// <param name="x">[batch, inputs], row-major.</param>
    /// <param name="targets">The targets of the same rows.</param>
    /// <param name="step">Decides what is dropped.</param>
    /// <returns>The batch's sums of the loss, without penalties.</returns>
    LossSums ComputeGradients(ReadOnlySpan<T> x, in TargetBatch<T> targets, in StepSettings step);

    /// <summary>
    /// Adds the penalties to the gradients, clips them and moves the weights by the optimizer's rule; the gradients are lost.
    /// </summary>
    /// <param name="step">As given to <see cref="ComputeGradients"/>.</param>
    void Update(in StepSettings step);

    /// <summary>The sums of the loss over a whole set, with nothing dropped.</summary>
    LossSums Evaluate(SampleSet<T> samples);

    /// <summary>Brings the network's weights and running statistics up to date.</summary>
    void ReadWeights();

    /// <summary>Brings <see cref="OptimizerState"/> up to date.</summary>
    void ReadOptimizer();

    /// <summary>
    /// Takes over weights and running statistics from the network, and the optimizer's arrays from <see cref="OptimizerState"/>.
    /// </summary>
    void WriteAll();
}
