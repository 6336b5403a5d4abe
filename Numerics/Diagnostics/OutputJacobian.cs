using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Diagnostics;

/// <summary>
/// The derivative J of a network's outputs (logits, or standardized numbers) by its inputs, in prediction: dropout drops nothing. Its
/// Frobenius norm says how sensitive the network is at a row (Novak et al. 2018, arXiv:1802.08760).
/// </summary>
public static class OutputJacobian
{
    private const int Batch = 128;

    /// <summary>‖J‖ = √ Σ (∂ output / ∂ input)² of each row.</summary>
    /// <param name="network">Without batch normalization.</param>
    /// <param name="x">[rows, inputs], row-major.</param>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <returns>[rows].</returns>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="NotSupportedException">The network has batch normalization.</exception>
    public static double[] FrobeniusNorms<T>(Network<T> network, ReadOnlySpan<T> x, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (x.Length != (long)rows * network.InputSize)
        {
            throw new ArgumentException(
                $"{rows} rows of {network.InputSize} inputs are {(long)rows * network.InputSize} numbers; found {x.Length}.", nameof(x));
        }

        Require(network);
        var squares = new double[rows];
        var size = Math.Min(Batch, Math.Max(1, rows));
        var workspace = network.Chain.CreateWorkspace(size);
        var gradients = new AlignedBuffer<T>(network.ParameterCount);
        var (dy, dx) = (new T[size * network.OutputSize], new T[size * network.InputSize]);
        for (var start = 0; start < rows; start += size)
        {
            var count = Math.Min(size, rows - start);
            var pass = new Pass<T>
            {
                Batch = count,
                Parameters = network.ParameterValues,
                State = network.StateValues,
                Gradients = gradients.Span,
                Workers = WorkerPool.Single,
            };
            Add(network, pass, workspace, x.Slice(start * network.InputSize, count * network.InputSize), dy, dx,
                squares.AsSpan(start, count));
        }

        return [.. squares.Select(Math.Sqrt)];
    }

    /// <summary>Refuses a network whose Jacobian this cannot compute.</summary>
    /// <exception cref="NotSupportedException">It has batch normalization.</exception>
    public static void Require<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.State.Count > 0)
        {
            throw new NotSupportedException(
                "The Jacobian of a network with batch normalization is not supported: its backward pass is that of a training step.");
        }
    }

    private static void Add<T>(
        Network<T> network, in Pass<T> pass, ChainWorkspace<T> workspace, ReadOnlySpan<T> x, T[] dy, T[] dx, Span<double> squares)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (inputs, outputs) = (network.InputSize, network.OutputSize);
        network.Chain.Forward(pass, workspace, x);
        for (var k = 0; k < outputs; k++)
        {
            var own = dy.AsSpan(0, squares.Length * outputs);
            own.Clear();
            for (var i = 0; i < squares.Length; i++)
                own[(i * outputs) + k] = T.One;
            var by = dx.AsSpan(0, squares.Length * inputs);
            network.Chain.Backward(pass, workspace, x, own, by);
            for (var i = 0; i < squares.Length; i++)
            {
                var sum = 0.0;
                foreach (var value in by.Slice(i * inputs, inputs))
                    sum += double.CreateTruncating(value) * double.CreateTruncating(value);
                squares[i] += sum;
            }
        }
    }
}
