using MlPipelines.Numerics.Serialization;

namespace MlPipelines.CustomTrainers.Backbones.Torch;

/// <summary>The names of Python that a state dictionary may use. No code of Python stands behind them here.</summary>
internal enum TorchGlobal
{
    /// <summary><c>collections.OrderedDict</c>.</summary>
    Dictionary,

    /// <summary><c>torch._utils._rebuild_tensor_v2</c>.</summary>
    Tensor,

    /// <summary><c>torch._utils._rebuild_parameter</c>.</summary>
    Parameter,

    /// <summary><c>torch.FloatStorage</c>.</summary>
    Float,

    /// <summary><c>torch.DoubleStorage</c>.</summary>
    Double,

    /// <summary><c>torch.LongStorage</c>.</summary>
    Long,
}

/// <summary>Numbers of one type that lie in a file of their own inside the archive.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Key">The name of the file in the folder <c>data</c>.</param>
/// <param name="Count">How many numbers there are to be.</param>
internal sealed record TorchStorage(TensorType Type, string Key, long Count);

/// <summary>A view into a storage.</summary>
/// <param name="Storage">The numbers.</param>
/// <param name="Offset">The first element of the view.</param>
/// <param name="Shape">Dimensions, outermost first.</param>
/// <param name="Strides">For each dimension, elements from one index to the next.</param>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides);
