using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

/// <summary>What happens to a product before it is stored: a bias added to every row, then max(·, 0). The default does neither.</summary>
internal readonly ref struct Epilogue<T>(ReadOnlySpan<T> bias, bool rectify)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One value per column, or empty.</summary>
    public ReadOnlySpan<T> Bias { get; } = bias;

    public bool Rectify { get; } = rectify;
}
