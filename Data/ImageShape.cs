namespace MlPipelines.Data;

/// <summary>The shape of rows that are images: <c>Features</c> is [channels, height, width], row-major.</summary>
/// <param name="Channels">Number of colour planes, 1 for grey.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Number of features of one image.</summary>
    public int Size => Channels * Height * Width;

    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
