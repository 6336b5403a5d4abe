using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees.Losses;

/// <summary>
/// What a booster minimizes: a mean over rows of a convex function of <see cref="OutputCount"/> scores and one target. All of them have
/// gradients that are linear in the target, so that rows with the same scores can be added up before training.
/// </summary>
public abstract class BoostingLoss
{
    private protected BoostingLoss(int outputCount) => OutputCount = outputCount;

    /// <summary>The number of scores of a row, and of trees in a round.</summary>
    public int OutputCount { get; }

    /// <summary>The number of classes, 0 where targets are values. With classes there is an accuracy.</summary>
    internal virtual int ClassCount => 0;

    /// <summary>Throws when a target is not one this loss can learn.</summary>
    internal abstract void CheckTarget(float target, int row);

    /// <summary>The part a target has in the gradient of an output's score: g = weight · mean(score) − weight · response.</summary>
    internal abstract float Response(float target, int output);

    /// <summary>
    /// Whether gradients are taken from the difference of score and mean response, in double, so that targets far from 0 lose no digits;
    /// then there are no responses to subtract. Of losses of one output.
    /// </summary>
    internal virtual bool NeedsMeanResponses => false;

    /// <summary>The constant scores of least loss, given the sums over rows of weight and of weight · response.</summary>
    internal abstract double[] InitialScores(double weight, double[] responses);

    /// <summary>
    /// For rows [first, end) writes weight · mean(score) and the second derivatives. Arrays are [output][row], padded to whole vectors;
    /// <paramref name="first"/> is a multiple of 16. The responses are subtracted afterwards
    /// (<see cref="TrainingTargets.SubtractResponses"/>).
    /// </summary>
    internal abstract void Gradients(
        TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end);

    /// <summary>The loss of one row with the given scores.</summary>
    public abstract double Value(ReadOnlySpan<float> scores, float target);

    /// <summary>1 when the scores predict the target's class, else 0; NaN where targets are no classes.</summary>
    internal virtual double Right(ReadOnlySpan<float> scores, float target) => double.NaN;

    /// <summary>Turns one row's scores into predictions in place: probabilities, or values in the target's unit.</summary>
    public abstract void Transform(Span<float> scores);

    private protected static void CheckClass(float target, int row, int classes)
    {
        if (target >= 0 && target < classes && target == (int)target)
            return;
        throw new ArgumentException(
            $"The label of row {row} is {target}; with {classes} classes labels must be whole numbers from 0 to {classes - 1}.");
    }
}

/// <summary>Half the squared error, ½ (score − target)²: regression.</summary>
public sealed class SquaredLoss() : BoostingLoss(1)
{
    internal override void CheckTarget(float target, int row)
    {
        if (!float.IsFinite(target))
            throw new ArgumentException($"The target of row {row} is {target}; it must be finite. Drop such rows before training.");
    }

    internal override float Response(float target, int output) => target;

    internal override bool NeedsMeanResponses => true;

    internal override double[] InitialScores(double weight, double[] responses) => [responses[0] / weight];

    internal override void Gradients(
        TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        ReadOnlySpan<float> w = targets.Weights;
        ReadOnlySpan<double> s = scores[0];
        ReadOnlySpan<double> mean = targets.MeanResponses;
        Span<float> g = gradients[0];
        Span<float> h = hessians[0];
        for (var i = first; i < end; i += Vector512<float>.Count)
        {
            var weight = Vector512.Create(w[i..]);
            (weight * VectorMath.DifferenceToSingles(s[i..], mean[i..])).CopyTo(g[i..]);
            weight.CopyTo(h[i..]);
        }
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        var error = (double)scores[0] - target;
        return 0.5 * error * error;
    }

    /// <inheritdoc/>
    public override void Transform(Span<float> scores)
    {
    }
}
