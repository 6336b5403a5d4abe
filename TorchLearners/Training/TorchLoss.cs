using MlPipelines.Numerics.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlPipelines.TorchLearners.Training;

/// <summary>A loss of Numerics in libtorch's functions: one value a row, and which rows' classes were found.</summary>
internal static class TorchLoss
{
    /// <summary>The loss of each row.</summary>
    /// <param name="loss">What is minimized.</param>
    /// <param name="scores">[rows, outputs].</param>
    /// <param name="targets">[rows] classes, or [rows, outputs] numbers.</param>
    /// <exception cref="NotSupportedException">A loss that this engine does not have.</exception>
    public static Tensor Rows(LossDefinition loss, Tensor scores, Tensor targets) => loss switch
    {
        SoftmaxCrossEntropy softmax => functional.cross_entropy(
            scores, targets, reduction: Reduction.None, label_smoothing: softmax.LabelSmoothing),
        BinaryCrossEntropy => functional.binary_cross_entropy_with_logits(
            scores.squeeze(1), targets.to(scores.dtype), reduction: Reduction.None),
        MeanSquaredError => functional.mse_loss(scores, targets, Reduction.None).mean([1]),
        _ => throw Missing(loss),
    };

    /// <summary>Refuses a loss before a training starts.</summary>
    /// <exception cref="NotSupportedException">A loss that this engine does not have.</exception>
    public static void Require(LossDefinition loss)
    {
        if (loss is not (SoftmaxCrossEntropy or BinaryCrossEntropy or MeanSquaredError))
            throw Missing(loss);
    }

    /// <summary>[rows] of true where a row's class was found.</summary>
    public static Tensor Found(LossDefinition loss, Tensor scores, Tensor targets)
    {
        if (loss is not BinaryCrossEntropy)
            return scores.argmax(1).eq(targets);
        using Scalar border = 0.0;
        return scores.squeeze(1).gt(border).eq(targets.to(ScalarType.Bool));
    }

    private static NotSupportedException Missing(LossDefinition loss) => new(
        $"The torch engine has no loss {loss.GetType().Name}; it has {nameof(SoftmaxCrossEntropy)}, {nameof(BinaryCrossEntropy)} and "
        + $"{nameof(MeanSquaredError)}.");
}
