using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// Small random changes of the training images, drawn anew in every epoch, that leave what they show as it is: first a crop, then a shift,
/// then a flip. What happens to a row depends on the training's seed, the epoch and the row alone, not on batches, threads or
/// interruptions.
/// </summary>
public sealed record ImageAugmentation
{
    /// <summary>[channels, height, width] of one row of features, which lies channel by channel.</summary>
    public required Shape Image { get; init; }

    /// <summary>
    /// Most pixels that an image is moved, in whole pixels up to this in each direction, at least 0. With <see cref="ImageBorder.Zero"/>
    /// the same as a random crop of a padded image. Default 0.
    /// </summary>
    public int Shift { get; init; }

    /// <summary>Whether every other image, at random, is mirrored left to right. Default false.</summary>
    public bool Flip { get; init; }

    /// <summary>
    /// Largest share of an image's sides that is cut away, the rest being stretched to the full size (between pixels linearly), in [0, 1).
    /// Default 0.
    /// </summary>
    public double Crop { get; init; }

    /// <summary>What comes in where an image has moved away. Default the nearest pixel.</summary>
    public ImageBorder Border { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Image);
        if (Image.Rank != 3)
        {
            throw new ArgumentException(
                $"{nameof(Image)} of the augmentation must be [channels, height, width]; found {Image}.", nameof(Image));
        }

        if (Shift < 0 || Shift >= Math.Min(Image[1], Image[2]))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Shift), Shift,
                $"{nameof(Shift)} of the augmentation must be at least 0 and below the sides of the image {Image}; found {Shift}.");
        }

        if (Crop is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Crop), Crop, $"{nameof(Crop)} of the augmentation must be in [0, 1); found {Crop}.");
        }

        if (!Enum.IsDefined(Border))
            throw new ArgumentOutOfRangeException(nameof(Border), Border, $"{nameof(Border)} of the augmentation is unknown.");
    }
}

/// <summary>What lies around an image.</summary>
public enum ImageBorder
{
    /// <summary>The nearest pixel of the image, whatever its scale; a plain background goes on.</summary>
    Nearest,

    /// <summary>0, which is black or, in standardized images, their mean.</summary>
    Zero,
}

/// <summary>
/// What happens to one image: pixel (i, j) of the result comes from (Top + Scale · (i − Down), Left + Scale · (j' − Right)) with j' = j, or
/// width − 1 − j when mirrored.
/// </summary>
internal readonly record struct ImageChange(int Down, int Right, bool Mirror, double Scale, double Top, double Left)
{
    /// <summary>Drawn for a row of an epoch; the same for the same arguments, whatever was drawn before.</summary>
    public static ImageChange Draw(ImageAugmentation options, int seed, int epoch, int row)
    {
        var training = SplitMix64.Mix(((ulong)RandomPurpose.Augmentation << 32) | (uint)seed);
        var random = new SplitMix64(SplitMix64.Mix(training ^ SplitMix64.Mix(((ulong)(uint)epoch << 32) | (uint)row)));
        var (down, right) = (Pixels(ref random, options.Shift), Pixels(ref random, options.Shift));
        var mirror = options.Flip && Share(ref random) < 0.5;
        var cut = options.Crop * Share(ref random);
        return new ImageChange(
            down, right, mirror, Scale: 1 - cut,
            Top: cut * (options.Image[1] - 1) * Share(ref random), Left: cut * (options.Image[2] - 1) * Share(ref random));
    }

    private static int Pixels(ref SplitMix64 random, int most) => (int)Math.Floor(Share(ref random) * (2 * most + 1)) - most;

    /// <summary>Uniform in [0, 1).</summary>
    private static double Share(ref SplitMix64 random) => (random.Next() >> 11) * (1.0 / (1UL << 53));
}
