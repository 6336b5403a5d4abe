using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.CustomTrainers.Backbones;

/// <summary>
/// How the pixels of an image, red, green and blue from 0 to 255, are brought to the scale that a backbone was trained with:
/// y = (x − mean) · scale, perhaps with the channels in reverse order. In a network it is the layer <see cref="PixelScaling"/> with the
/// name <c>pixels</c>. Immutable.
/// </summary>
public sealed class PixelPreparation
{
    private readonly float[] _mean;
    private readonly float[] _scale;

    /// <param name="reverseChannels">Whether blue comes first.</param>
    /// <param name="meanSide">Pixels on a side of the mean image; 0 for one mean a channel.</param>
    /// <param name="mean">[channels], or [channels, side, side], the channels as the network takes them.</param>
    /// <param name="scale">[channels], likewise.</param>
    internal PixelPreparation(bool reverseChannels, int meanSide, float[] mean, float[] scale)
    {
        if (mean.Length != scale.Length * Math.Max(1, meanSide * meanSide))
            throw new ArgumentException($"{scale.Length} channels with a mean image of side {meanSide} do not have {mean.Length} means.");
        (ReverseChannels, MeanSide, _mean, _scale) = (reverseChannels, meanSide, mean, scale);
    }

    /// <summary>Whether the network takes blue first, then green and red.</summary>
    public bool ReverseChannels { get; }

    /// <summary>
    /// Pixels on a side of the mean image that is subtracted; 0 when each channel has one mean. For images of another size the mean image
    /// is resized (<see cref="Mean"/>).
    /// </summary>
    public int MeanSide { get; }

    /// <summary>[channels] what each difference is multiplied with, the channels as the network takes them.</summary>
    public IReadOnlyList<float> Scale => _scale.AsReadOnly();

    /// <summary>torchvision's: values from 0 to 1, minus the means of ImageNet, through its deviations.</summary>
    internal static PixelPreparation Torchvision { get; } = new(
        reverseChannels: false, meanSide: 0,
        [.. new[] { 0.485, 0.456, 0.406 }.Select(mean => (float)(255 * mean))],
        [.. new[] { 0.229, 0.224, 0.225 }.Select(deviation => (float)(1 / (255 * deviation)))]);

    /// <summary>
    /// What is subtracted of an image: [channels], or [channels, size, size] for a mean image. A mean image of another size is resized by
    /// the layer <see cref="ResizeImage"/>: linear when it grows, antialiased when it shrinks.
    /// </summary>
    /// <param name="size">Pixels on a side of the image, at least 1.</param>
    public IReadOnlyList<float> Mean(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return MeanSide == 0 || MeanSide == size ? _mean.AsReadOnly() : Resized(size);
    }

    /// <summary>The layer for images of any size, without its numbers.</summary>
    internal PixelScaling Layer => new(ReverseChannels, PerPixel: MeanSide > 0) { Name = "pixels" };

    private float[] Resized(int size)
    {
        var resizing = Network<float>.Create(
            new NetworkDefinition(new Shape(_scale.Length, MeanSide, MeanSide), [new ResizeImage(size, size)]), seed: 0);
        var resized = new float[resizing.OutputSize];
        resizing.Predict(_mean, resized);
        return resized;
    }
}
