using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>
/// The mean loss over fixed samples as a function of a network's parameters, in double precision: value, gradient, and second derivatives
/// by central differences of exact gradients. Not for several threads at once.
/// </summary>
public sealed class LossSurface
{
    /// <summary>
    /// Steps of a difference, each tried where the one before crosses a kink: the error of the first is about 1e-10 by rounding and 1e-12
    /// by curvature.
    /// </summary>
    private static readonly double[] Steps = [1e-6, 1e-7, 1e-8];

    private readonly Network<double> _network;
    private readonly SampleSet<double> _samples;
    private readonly GradientPass<double> _pass;
    private readonly double[] _forward, _backward, _place, _room;

    /// <summary>A surface at the network's present parameters.</summary>
    /// <param name="network">Copied. Without batch normalization and dropout, which make the loss depend on more than the
    /// parameters.</param>
    /// <param name="samples">All of them count in each value; their intermediate results are kept.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network or the loss.</exception>
    /// <exception cref="NotSupportedException">The network has batch normalization or dropout.</exception>
    public LossSurface(Network<double> network, SampleSet<double> samples, LossDefinition loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(loss);
        Require(network.Definition);
        if (samples.Columns != network.InputSize)
        {
            throw new ArgumentException(
                $"The network takes {network.InputSize} features per row; the samples have {samples.Columns}.", nameof(samples));
        }

        loss.Validate();
        var built = loss.Build<double>();
        built.Check(samples, network.OutputSize);
        _network = network.Clone();
        _samples = samples;
        _pass = new GradientPass<double>(_network, built, samples.Count);
        _room = samples.Pixels.IsEmpty ? [] : new double[checked(samples.Count * samples.Columns)];
        (_forward, _backward, _place) = (new double[Dimension], new double[Dimension], new double[Dimension]);
    }

    /// <summary>Refuses a network whose loss depends on more than its parameters.</summary>
    /// <exception cref="NotSupportedException">It has batch normalization or dropout.</exception>
    public static void Require(NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.Layers.Any(DependsOnMore))
            throw new NotSupportedException("A loss surface needs a network without batch normalization and dropout.");
    }

    /// <summary>Number of parameters.</summary>
    public int Dimension => _network.ParameterCount;

    /// <summary>The parameters, live: writing moves the place that everything else is measured at.</summary>
    public Span<double> Place => _network.ParameterValues;

    /// <summary>The mean loss and, in <paramref name="gradient"/>, its derivative by each parameter.</summary>
    /// <param name="gradient">[<see cref="Dimension"/>], overwritten; may be empty.</param>
    public double Evaluate(Span<double> gradient)
    {
        var targets = new TargetBatch<double>
        {
            Count = _samples.Count,
            Labels = _samples.Labels.Span,
            Values = _samples.Targets.Span,
            Weights = _samples.Weights.Span,
        };
        var sums = _pass.Run(WorkerPool.Single, _samples.Rows(0, _samples.Count, _room), targets);
        if (!gradient.IsEmpty)
            _pass.Gradients.CopyTo(gradient);
        return sums.Loss / sums.Weight;
    }

    /// <summary>The second derivatives times a vector: (∇f(w + h v) − ∇f(w − h v)) / 2h.</summary>
    /// <param name="v">[<see cref="Dimension"/>].</param>
    /// <param name="product">[<see cref="Dimension"/>], overwritten.</param>
    /// <returns>False where even the smallest step leads over a kink of the network, such as a ReLU's: the product then holds its jump
    /// too.</returns>
    public bool HessianProduct(ReadOnlySpan<double> v, Span<double> product)
    {
        if (v.Length != Dimension || product.Length != Dimension)
            throw new ArgumentException($"The network has {Dimension} parameters; found vectors of {v.Length} and {product.Length}.");
        var length = Length(v);
        if (length == 0)
        {
            product.Clear();
            return true;
        }

        Place.CopyTo(_place);
        var scale = Math.Max(1, Length(_place) / Math.Sqrt(Dimension)) / length;
        var smooth = false;
        foreach (var step in Steps)
        {
            var h = step * scale;
            var pieces = (Move(v, h, _forward), Move(v, -h, _backward));
            for (var i = 0; i < product.Length; i++)
                product[i] = (_forward[i] - _backward[i]) / (2 * h);
            smooth = pieces.Item1 == pieces.Item2;
            if (smooth)
                break;
        }

        _place.CopyTo(Place);
        return smooth;
    }

    /// <summary>All second derivatives, made symmetric, and how many columns hold a kink's jump.</summary>
    /// <returns>[<see cref="Dimension"/>, <see cref="Dimension"/>], row-major.</returns>
    public (double[] Matrix, int Kinks) Hessian(CancellationToken cancellation = default)
    {
        var n = Dimension;
        var matrix = new double[checked(n * n)];
        var unit = new double[n];
        var kinks = 0;
        for (var j = 0; j < n; j++)
        {
            cancellation.ThrowIfCancellationRequested();
            unit[j] = 1;
            if (!HessianProduct(unit, matrix.AsSpan(j * n, n)))
                kinks++;
            unit[j] = 0;
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                matrix[(i * n) + j] = matrix[(j * n) + i] = (matrix[(i * n) + j] + matrix[(j * n) + i]) / 2;
        }

        return (matrix, kinks);
    }

    /// <summary>The gradient a step away, and the smooth piece that it lies on.</summary>
    private ulong Move(ReadOnlySpan<double> v, double step, Span<double> gradient)
    {
        var place = Place;
        for (var i = 0; i < place.Length; i++)
            place[i] = _place[i] + (step * v[i]);
        Evaluate(gradient);
        return _pass.Kinks(_samples.Count);
    }

    private static bool DependsOnMore(LayerDefinition layer) =>
        layer is BatchNorm or Dropout { Probability: > 0 }
            || (layer is Residual block && (block.Body.Any(DependsOnMore) || block.Shortcut.Any(DependsOnMore)));

    private static double Length(ReadOnlySpan<double> v) => Math.Sqrt(SquareSum<double>.Compute(v));
}
