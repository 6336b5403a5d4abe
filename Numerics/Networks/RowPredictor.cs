using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Layers;

namespace MlPipelines.Numerics.Networks;

/// <summary>
/// A network's parameters, copied and laid out for one row at a time, several times as fast where layers are wide; later changes to the
/// network do not reach it. A batch normalization right behind a dense layer is folded into its weights, behind a convolution it is
/// computed with it, and large convolutions of small images take another way. That may move the last digits of a score. Else the scores
/// have the bits of the row in a batch of <see cref="Network{T}.Predict(ReadOnlySpan{T}, int, Span{T})"/>. Safe for any number of threads;
/// a prediction takes no lock and allocates nothing.
/// </summary>
/// <typeparam name="T">As the network's.</typeparam>
public sealed class RowPredictor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int StackLimitBytes = 16 * 1024;
    private readonly RowChain<T>? _rows;
    private readonly Network<T>? _network;

    /// <summary>A predictor with the network's present parameters.</summary>
    public RowPredictor(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        InputSize = network.InputSize;
        OutputSize = network.OutputSize;
        _rows = RowChain<T>.Prepare(network.Chain, network.ParameterValues, network.StateValues);
        _network = _rows is null ? network.Clone() : null;
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
        {
            throw new ArgumentException(
                $"The network takes {InputSize} features and gives {OutputSize} scores; found room for {x.Length} and {scores.Length}.");
        }

        if (_rows is not { } rows)
        {
            _network!.Predict(x, scores);
            return;
        }

        var size = rows.ScratchSize;
        var rented = (long)size * Unsafe.SizeOf<T>() > StackLimitBytes ? ArrayPool<T>.Shared.Rent(size) : null;
        var scratch = rented is null ? stackalloc T[size] : rented.AsSpan(0, size);
        rows.Forward(x, scores, scratch);
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }
}
