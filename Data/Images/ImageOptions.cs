namespace MlPipelines.Data.Images;

/// <summary>How one picture becomes pixels: red, green and blue planes, [3, size, size], row-major, one byte each.</summary>
public sealed record ImageOptions
{
    /// <summary>Height and width of the result, in pixels, from 1 to 4096. Default 128.</summary>
    public int Size { get; init; } = 128;

    /// <summary>What becomes of a picture that is not square. Default <see cref="ImageFit.Crop"/>.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Crop;

    /// <summary>
    /// The greatest number of pixels that a file may have. A file whose header says more is refused before memory is taken: a small file
    /// can hold a very large picture. A pixel takes 4 bytes while it is read, on each thread. Default 100 000 000.
    /// </summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Number of bytes of one picture.</summary>
    internal int Length => 3 * Size * Size;

    internal void Validate()
    {
        if (Size is < 1 or > 4096)
            throw new ArgumentOutOfRangeException(nameof(Size), Size, "The size of pictures must be from 1 to 4096 pixels.");
        if (!Enum.IsDefined(Fit))
            throw new ArgumentOutOfRangeException(nameof(Fit), Fit, "Fit must be Crop or Stretch.");

        // 4 bytes a pixel must fit into an array.
        if (MaxPixels is < 1 or > 500_000_000)
            throw new ArgumentOutOfRangeException(nameof(MaxPixels), MaxPixels, "MaxPixels must be from 1 to 500 000 000.");
    }
}

/// <summary>What becomes of a picture that is not square.</summary>
public enum ImageFit
{
    /// <summary>The largest square in the middle is kept: the shorter side gets the wanted size, and the longer side is cut.</summary>
    Crop,

    /// <summary>The whole picture is kept, and its longer side is pressed together.</summary>
    Stretch,
}
