using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// A network's parameters, copied and laid out for one row at a time. Gives the bits of <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/>,
/// several times as fast where layers are wide; later changes to the network do not reach it. Safe for any number of threads; a prediction takes no
/// lock and allocates nothing.
/// </summary>
/// <typeparam name="T">As the network's.</typeparam>
public sealed class RowPredictor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int StackLimitBytes = 16 * 1024;
    private readonly RowLayer<T>[] _layers;
    private readonly Network<T>? _network;
    private readonly int[] _outputs;
    private readonly int _widest;

    /// <summary>A predictor with the network's present parameters.</summary>
    public RowPredictor(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        InputSize = network.InputSize;
        OutputSize = network.OutputSize;
        RowLayer<T>?[] layers = [.. network.Layers.Select(l => l.PrepareRow(network.ParameterValues))];
        if (layers.Contains(null)) (_network, layers) = (network.Clone(), []);
        _layers = layers!;
        _outputs = [.. network.Layers.Select(l => l.OutputSize)];
        _widest = _layers.Length == 0 ? 0 : _layers.Max(l => l.PaddedOutputs);
    }

    /// <summary>Elements of a row.</summary>
    public int InputSize { get; }

    /// <summary>Elements of a row of scores.</summary>
    public int OutputSize { get; }

    /// <summary>The scores of one row.</summary>
    /// <param name="x">[inputs].</param>
    /// <param name="scores">[outputs], overwritten; may not overlap <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    [SkipLocalsInit]
    public void Predict(ReadOnlySpan<T> x, Span<T> scores)
    {
        if (x.Length != InputSize || scores.Length != OutputSize)
            throw new ArgumentException($"The network takes {InputSize} features and gives {OutputSize} scores; found room for {x.Length} and {scores.Length}.");
        if (_network is not null)
        {
            _network.Predict(x, scores);
            return;
        }

        var rented = 2L * _widest * Unsafe.SizeOf<T>() > StackLimitBytes ? ArrayPool<T>.Shared.Rent(2 * _widest) : null;
        Span<T> scratch = rented ?? stackalloc T[2 * _widest];
        scoped var input = x;
        for (var i = 0; i < _layers.Length; i++)
        {
            var output = scratch.Slice((i & 1) * _widest, _layers[i].PaddedOutputs);
            _layers[i].Forward(input, output);
            input = output[.._outputs[i]];
        }

        input.CopyTo(scores);
        if (rented is not null) ArrayPool<T>.Shared.Return(rented);
    }
}
