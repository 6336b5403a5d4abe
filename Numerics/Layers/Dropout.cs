using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// While training, sets each element to 0 with the given probability and divides the others by 1 − probability, so that the mean stays;
/// otherwise passes its input on (Srivastava et al. 2014, scaled as PyTorch does).
/// </summary>
/// <param name="Probability">Of being dropped, in [0, 1). Default 0.5.</param>
public sealed record Dropout(double Probability = 0.5) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Probability is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Probability), Probability, $"The probability of a dropout must be in [0, 1); found {Probability}.");
        }
    }

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => null;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new DropoutLayer<T>(input, Probability, path);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => x;
}

/// <summary>
/// y = x · mask / (1 − p) while training, else y = x. Shapes: x, y [batch, …]. Backward: dx = dy · mask / (1 − p). The mask follows from
/// the step's seed and the layer's place.
/// </summary>
internal sealed class DropoutLayer<T>(Shape shape, double probability, string path) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ulong _place = Place(path);

    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new IdentityRowLayer<T>(OutputSize);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) => Apply(pass, x, y);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            Apply(pass, dy, dx);
    }

    private void Apply(in Pass<T> pass, ReadOnlySpan<T> source, Span<T> target)
    {
        var own = probability * (pass.DropoutFactor ?? 1);
        if (pass.Training && own > 0)
            DropoutMask.Apply(pass.Workers, pass.StepSeed ^ _place, own, source, target);
        else
            source.CopyTo(target);
    }

    /// <summary>A number of the layer's own, the same in every process.</summary>
    public static ulong Place(string path)
    {
        var hash = 0UL;
        foreach (var character in path)
            hash = SplitMix64.Mix(hash ^ character);
        return hash;
    }
}
