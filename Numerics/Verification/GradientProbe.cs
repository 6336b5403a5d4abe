using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Verification;

/// <summary>A function of many numbers with a gradient to be verified, in double precision.</summary>
internal abstract class GradientProbe
{
    /// <summary>How many numbers the function takes.</summary>
    public abstract int Dimension { get; }

    /// <summary>Outputs of the function before they are made one number; 0 where it has none of its own, as a loss.</summary>
    public virtual int Outputs => 0;

    /// <summary>A place to verify at and a direction to go in, each step of the direction's own size about a tenth of the place's.</summary>
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
    public virtual void BackwardOf(ReadOnlySpan<double> place, ReadOnlySpan<double> u, Span<double> product) => throw new NotSupportedException();
}
