using System.Numerics;
using System.Runtime.InteropServices;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Layers;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Networks;

/// <summary>Dropout with the masks of <see cref="DropoutLayer{T}"/>: libtorch's own would follow another generator.</summary>
internal sealed class MaskedDropout<T>(double probability, string path) : nn.Module<Tensor, Tensor>(nameof(MaskedDropout<>))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ulong _place = DropoutLayer<T>.Place(path);
    private readonly T _scale = T.CreateTruncating(1 / (1 - probability));
    private T[] _ones = [];

    /// <summary>Of the step; null while predicting.</summary>
    public ulong? StepSeed { get; set; }

    /// <summary>y = x · mask / (1 − p), or y = x while predicting.</summary>
    public override Tensor forward(Tensor input)
    {
        if (StepSeed is not { } seed || probability == 0)
            return input.alias();
        var count = (int)input.numel();
        if (_ones.Length < count)
        {
            _ones = new T[count];
            Array.Fill(_ones, T.One);
        }
        var mask = empty(input.shape, dtype: input.dtype);
        DropoutMask.Apply(seed ^ _place, probability, _scale, _ones.AsSpan(0, count), MemoryMarshal.Cast<byte, T>(mask.bytes));
        return input * mask;
    }
}
