using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A fully connected layer in the NTK parametrization (Jacot et al. 2018, arXiv:1806.07572): y = W x / √inputs + b, with weights of size
/// 1, so that one learning rate suits layers of any width. Any input shape is read as one row of its elements. Shapes: x [inputs], y
/// [outputs], W [outputs, inputs], b [outputs].
/// </summary>
/// <param name="Outputs">Number of outputs, at least 1.</param>
/// <param name="Start">How weights and biases start. Default normal.</param>
public sealed record NtkDense(int Outputs, NtkStart Start = NtkStart.Normal) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(Outputs);

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(Outputs), Outputs, "A dense layer needs at least 1 output.");
        if (!Enum.IsDefined(Start))
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "Unknown start of weights.");
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => (input.Size + 1L) * Outputs;

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => (long)input.Size * Outputs;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new NtkDenseLayer<T>(
        input, Start,
        layout.Add($"{path}.weight", new Shape(Outputs, input.Size), ParameterRole.Weight),
        layout.Add($"{path}.bias", new Shape(Outputs), ParameterRole.Bias));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Node(
        "Gemm",
        [
            input.Rank == 1 ? x : graph.Reshape(x, -1, input.Size), graph.Constant(numbers["weight"], Outputs, input.Size),
            graph.Vector(numbers["bias"]),
        ],
        OnnxSetting.Of("transB", 1), OnnxSetting.Of("alpha", (float)(1 / Math.Sqrt(input.Size))));
}

/// <summary>How the weights and biases of an <see cref="NtkDense"/> start.</summary>
public enum NtkStart
{
    /// <summary>All drawn from the normal distribution of mean 0 and variance 1.</summary>
    Normal,

    /// <summary>All 0: for a last layer.</summary>
    Zero,

    /// <summary>
    /// From training rows (RealMLP: Holzmüller et al. 2024, arXiv:2407.04491): weights are drawn from a normal distribution and then made
    /// so large that each output has the variance 1; each bias puts the zero of its output at a random mixture of five rows. Without rows
    /// the weights stay as drawn and the biases are 0.
    /// </summary>
    Rows,
}

/// <summary>
/// Y = X Wᵀ / √n + b. Shapes: X [batch, n], W [outputs, n], b [outputs], Y [batch, outputs]. Backward: db = column sums of dY; with dZ = dY
/// / √n, dW = dZᵀ X and dX = dZ W.
/// </summary>
internal sealed class NtkDenseLayer<T>(Shape input, NtkStart start, ParameterInfo weight, ParameterInfo bias)
    : Layer<T>(input, new Shape(weight.Shape[0]))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows whose mixture is the zero of an output.</summary>
    private const int MixedRows = 5;

    private readonly T _factor = T.CreateTruncating(1 / Math.Sqrt(input.Size));

    public override bool LearnsFromRows => start == NtkStart.Rows;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        var weights = weight.Of(parameters);
        var biases = bias.Of(parameters);
        if (ReferenceEquals(random, Xoshiro256.Unused))
            return;
        weights.Clear();
        biases.Clear();
        if (start == NtkStart.Zero)
            return;
        foreach (ref var value in weights)
            value = T.CreateTruncating(random.NextNormal());
        if (start == NtkStart.Rows)
            return;
        foreach (ref var value in biases)
            value = T.CreateTruncating(random.NextNormal());
    }

    public override void Prepare(in Pass<T> pass, Span<T> parameters, ReadOnlySpan<T> x, Xoshiro256 random)
    {
        if (start != NtkStart.Rows)
            return;
        var weights = weight.Of(parameters);
        var biases = bias.Of(parameters);
        biases.Clear();
        var z = new T[checked(pass.Batch * OutputSize)];
        Multiply(pass.Workers, pass.Batch, weights, biases, x, z);
        for (var j = 0; j < OutputSize; j++)
        {
            var deviation = Deviation(z, j, pass.Batch);
            var scale = deviation > 0 ? 1 / deviation : 1;
            foreach (ref var value in weights.Slice(j * InputSize, InputSize))
                value *= T.CreateTruncating(scale);
            biases[j] = T.CreateTruncating(-scale * Mixture(z, j, pass.Batch, random));
        }
    }

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
    {
        var scaled = weight.Of(parameters).ToArray();
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] *= _factor;
        return new DenseRowLayer<T>(scaled, bias.Of(parameters), OutputSize, rectify: false);
    }

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        Multiply(pass.Workers, pass.Batch, weight.Of(pass.Parameters), bias.Of(pass.Parameters), x, y);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        BiasGradient<T>.Compute(pass.Workers, default, dy, bias.Of(pass.Gradients));
        MatrixProduct.Multiply(
            pass.Workers, OutputSize, InputSize, pass.Batch,
            MatrixView<T>.Transposed(dy, OutputSize), new MatrixView<T>(x, InputSize), weight.Of(pass.Gradients),
            new Epilogue<T>(default, rectify: false, _factor));
        if (!dx.IsEmpty)
        {
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, InputSize, OutputSize,
                new MatrixView<T>(dy, OutputSize), new MatrixView<T>(weight.Of(pass.Parameters), InputSize), dx,
                new Epilogue<T>(default, rectify: false, _factor));
        }
    }

    public override bool KeepsOutputGradient => true;

    private void Multiply(
        Threading.WorkerPool workers, int batch, ReadOnlySpan<T> weights, ReadOnlySpan<T> biases, ReadOnlySpan<T> x, Span<T> y) =>
        MatrixProduct.Multiply(
            workers, batch, OutputSize, InputSize, new MatrixView<T>(x, InputSize), MatrixView<T>.Transposed(weights, InputSize), y,
            new Epilogue<T>(biases, rectify: false, _factor));

    /// <summary>The standard deviation of one output over all rows, over n.</summary>
    private double Deviation(ReadOnlySpan<T> z, int output, int rows)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < rows; i++)
            sum += double.CreateTruncating(z[i * OutputSize + output]);
        var mean = sum / rows;
        for (var i = 0; i < rows; i++)
            squares += Math.Pow(double.CreateTruncating(z[i * OutputSize + output]) - mean, 2);
        return Math.Sqrt(squares / rows);
    }

    /// <summary>One output at a point drawn uniformly from the simplex of a few rows.</summary>
    private double Mixture(ReadOnlySpan<T> z, int output, int rows, Xoshiro256 random)
    {
        double sum = 0, total = 0;
        for (var k = 0; k < MixedRows; k++)
        {
            var share = -Math.Log(1 - random.NextDouble());
            sum += share * double.CreateTruncating(z[random.NextInt32(rows) * OutputSize + output]);
            total += share;
        }

        return sum / total;
    }
}
