using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>What happens to the sums of all output channels before they are stored.</summary>
/// <param name="bias">[outputs], added; null for none.</param>
/// <param name="scale">[outputs], then multiplied; null for none.</param>
/// <param name="shift">[outputs], then added; null without a scale.</param>
/// <param name="rectify">Whether negative results become 0 at the end.</param>
internal readonly unsafe struct ConvolutionFinish<T>(T* bias, T* scale, T* shift, bool rectify)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of the room that <see cref="Padded"/> needs.</summary>
    public static int Room(int padded) => checked(3 * padded);

    /// <summary>The same with zeros behind the last channel, so that whole vectors can be read.</summary>
    /// <param name="outputs">Output channels.</param>
    /// <param name="padded">Of them with those that fill up vectors, and one vector more.</param>
    /// <param name="room"><see cref="Room"/> elements, overwritten.</param>
    public ConvolutionFinish<T> Padded(int outputs, int padded, T* room) => new(
        Copy(bias, outputs, padded, room), Copy(scale, outputs, padded, room + padded), Copy(shift, outputs, padded, room + 2 * padded),
        rectify);

    /// <summary>For a tile whose first column is the given channel.</summary>
    public TileFinish<T> At(nint channel) => new(
        false, bias == null ? null : bias + channel, rectify, scale == null ? null : scale + channel,
        shift == null ? null : shift + channel);

    private static T* Copy(T* source, int count, int padded, T* target)
    {
        if (source == null)
            return null;
        new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(target, padded));
        new Span<T>(target + count, padded - count).Clear();
        return target;
    }
}
