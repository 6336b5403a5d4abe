using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Verification;

/// <summary>A function of many numbers with a gradient to be verified, in double precision.</summary>
internal abstract class GradientProbe
{
    /// <summary>How many numbers the function takes.</summary>
    public abstract int Dimension { get; }

    /// <summary>Outputs of the function before they are made one number; 0 where it has none of its own, as a loss.</summary>
    public virtual int Outputs => 0;

    /// <summary>
    /// A place to verify at and a direction to go in, each step of the direction's own size about a tenth of the place's.
    /// </summary>
    public abstract void Draw(Xoshiro256 random, Span<double> place, Span<double> direction);

    /// <summary>The function's value and the smooth piece that the place lies on.</summary>
    /// <param name="place">[dimension].</param>
    /// <param name="gradient">[dimension], overwritten; or empty.</param>
    public abstract (double Value, ulong Piece) Evaluate(ReadOnlySpan<double> place, Span<double> gradient);

    /// <summary>The outputs y at a place.</summary>
    /// <param name="place">[dimension].</param>
    /// <param name="outputs">[outputs], overwritten.</param>
    public virtual void Forward(ReadOnlySpan<double> place, Span<double> outputs) => throw new NotSupportedException();

    /// <summary>Jᵀ u, with J the derivative of the outputs by the place.</summary>
    /// <param name="place">[dimension].</param>
    /// <param name="u">[outputs].</param>
    /// <param name="product">[dimension], overwritten.</param>
    public virtual void BackwardOf(ReadOnlySpan<double> place, ReadOnlySpan<double> u, Span<double> product) =>
        throw new NotSupportedException();
}

/// <summary>A loss as a function of the scores of a batch.</summary>
internal sealed class LossProbe : GradientProbe
{
    private readonly Loss<double> _loss;
    private readonly int _rows;
    private readonly int[] _labels;
    private readonly double[] _targets;
    private readonly double[] _weights;

    /// <param name="loss">The loss.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="columns">Scores of a row.</param>
    /// <param name="weighted">Whether rows count differently.</param>
    /// <param name="random">Draws targets and weights.</param>
    public LossProbe(LossDefinition loss, int rows, int columns, bool weighted, Xoshiro256 random)
    {
        _loss = loss.Build<double>();
        _rows = rows;
        Dimension = rows * columns;
        _labels = [.. Enumerable.Range(0, loss is MeanSquaredError ? 0 : rows).Select(_ => random.NextInt32(Math.Max(2, columns)))];
        _targets = [.. Enumerable.Range(0, loss is SoftmaxCrossEntropy or BinaryCrossEntropy ? 0 : Dimension)
            .Select(_ => random.NextNormal())];
        _weights = [.. Enumerable.Range(0, weighted ? rows : 0).Select(_ => random.NextUniform(0.1, 3))];
    }

    public override int Dimension { get; }

    public override void Draw(Xoshiro256 random, Span<double> place, Span<double> direction)
    {
        for (var i = 0; i < place.Length; i++)
            (place[i], direction[i]) = (random.NextNormal(), random.NextNormal());
    }

    public override (double Value, ulong Piece) Evaluate(ReadOnlySpan<double> place, Span<double> gradient)
    {
        var scores = place.ToArray();
        var sums = _loss.Compute(WorkerPool.Single, scores,
            new TargetBatch<double> { Count = _rows, Labels = _labels, Values = _targets, Weights = _weights }, gradient: true);
        if (!gradient.IsEmpty)
            scores.CopyTo(gradient);
        return (sums.Loss / sums.Weight, 0);
    }
}
