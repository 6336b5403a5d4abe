using System.Numerics;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A built layer: a pure function of its parameters and inputs. It holds no values of its own (parameters and running statistics lie in the
/// network's flat buffers, what a pass remembers lies in the workspace), so that one layer serves any number of threads.
/// </summary>
public abstract class Layer<T>(Shape inputShape, Shape outputShape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Shape of one input sample.</summary>
    public Shape InputShape { get; } = inputShape;

    /// <summary>Shape of one output sample.</summary>
    public Shape OutputShape { get; } = outputShape;

    /// <summary>Elements of one input sample.</summary>
    public int InputSize => InputShape.Size;

    /// <summary>Elements of one output sample.</summary>
    public int OutputSize => OutputShape.Size;

    /// <summary>
    /// Elements per sample that a prediction needs for values in between, given as <see cref="Pass{T}.Scratch"/>; 0 for most.
    /// </summary>
    public virtual int ScratchSize => 0;

    /// <summary>Fewest samples that a training step makes sense with.</summary>
    public virtual int MinimumTrainingBatch => 1;

    /// <summary>Whether <see cref="Backward"/> leaves dy as it was.</summary>
    public virtual bool KeepsOutputGradient => false;

    /// <summary>Fills the layer's parameters and running statistics in the flat buffers.</summary>
    public virtual void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
    }

    /// <summary>Whether <see cref="Prepare"/> does anything.</summary>
    public virtual bool LearnsFromRows => false;

    /// <summary>
    /// Sets, after <see cref="Initialize"/> and before any training, those parameters and statistics that follow from training rows:
    /// medians, quantiles, the size of initial weights.
    /// </summary>
    /// <param name="pass">Number of rows, workers; no workspace.</param>
    /// <param name="parameters">The network's flat buffer.</param>
    /// <param name="x">[rows, inputs], as the layers before give it.</param>
    /// <param name="random">For what is drawn.</param>
    public virtual void Prepare(in Pass<T> pass, Span<T> parameters, ReadOnlySpan<T> x, Xoshiro256 random)
    {
    }

    /// <summary>
    /// What the layer must remember between forward and backward of a training step for up to <paramref name="maximumBatch"/> samples; null
    /// for most.
    /// </summary>
    public virtual LayerWorkspace? CreateWorkspace(int maximumBatch) => null;

    /// <summary>
    /// The pattern, mixed with on which side of its kinks the last forward pass of a training step was: two passes with the same pattern
    /// have gone through the same smooth piece of the layer. The pattern itself for a smooth layer.
    /// </summary>
    public virtual ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) => pattern;

    /// <summary>The layer with a copy of its parameters laid out for one row at a time; null where it has no such form.</summary>
    public virtual RowLayer<T>? PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => null;

    /// <summary>y = f(x). Overwrites all of y.</summary>
    /// <param name="pass">Batch size, parameters, workers.</param>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="y">[batch, outputs].</param>
    public abstract void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y);

    /// <summary>Gradients of the loss by the layer's parameters and inputs.</summary>
    /// <param name="pass">Batch size, parameters, gradients (the layer's own part is overwritten), workers.</param>
    /// <param name="x">[batch, inputs], as given to <see cref="Forward"/>.</param>
    /// <param name="y">[batch, outputs], as left by <see cref="Forward"/>.</param>
    /// <param name="dy">[batch, outputs], the loss's gradient by y; may be overwritten unless <see cref="KeepsOutputGradient"/>.</param>
    /// <param name="dx">[batch, inputs], overwritten with the loss's gradient by x; empty when nobody needs it.</param>
    public abstract void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx);
}

/// <summary>What one layer remembers between its forward and backward pass; a layer that needs one derives its own.</summary>
public abstract class LayerWorkspace;

/// <summary>What a layer needs besides its inputs, for one forward or backward pass.</summary>
public readonly ref struct Pass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of samples.</summary>
    public required int Batch { get; init; }

    /// <summary>The network's flat parameter buffer.</summary>
    public required ReadOnlySpan<T> Parameters { get; init; }

    /// <summary>
    /// The network's flat buffer of running statistics; a forward pass that is <see cref="Training"/> moves them, others leave them.
    /// </summary>
    public required Span<T> State { get; init; }

    /// <summary>Gradients, laid out as <see cref="Parameters"/>; empty in prediction.</summary>
    public Span<T> Gradients { get; init; }

    /// <summary>Who does the work.</summary>
    public required WorkerPool Workers { get; init; }

    /// <summary>What <see cref="Layer{T}.CreateWorkspace"/> gave; null in prediction.</summary>
    public LayerWorkspace? Workspace { get; init; }

    /// <summary>In prediction, <see cref="Layer{T}.ScratchSize"/> elements for each sample; what they hold is lost.</summary>
    public Span<T> Scratch { get; init; }

    /// <summary>True while training: dropout drops, normalization uses the batch's own statistics.</summary>
    public bool Training { get; init; }

    /// <summary>Whether normalization uses its running statistics, and leaves them, in spite of <see cref="Training"/>.</summary>
    public bool FreezeStatistics { get; init; }

    /// <summary>The share of this batch in the running statistics, in place of the layer's momentum; null in training.</summary>
    public double? StatisticsShare { get; init; }

    /// <summary>What the probability of every dropout is multiplied by in this step; null for 1.</summary>
    public double? DropoutFactor { get; init; }

    /// <summary>Decides everything random in a training step; the same for its forward and backward pass.</summary>
    public ulong StepSeed { get; init; }
}

/// <summary>Mixes what tells the smooth pieces of a function apart into one number.</summary>
public static class KinkPattern
{
    /// <summary>Which outputs of a rectifier are above 0.</summary>
    public static ulong Signs<T>(ReadOnlySpan<T> y, ulong pattern)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var value in y)
            pattern = SplitMix64.Mix(pattern ^ (value > T.Zero ? 1UL : 0));
        return pattern;
    }

    /// <summary>Which of several inputs each output came from.</summary>
    public static ulong Places<T>(ReadOnlySpan<T> places, ulong pattern)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var place in places)
            pattern = SplitMix64.Mix(pattern ^ ulong.CreateTruncating(place));
        return pattern;
    }
}
