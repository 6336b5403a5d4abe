using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Training;

/// <summary>What happens to one image: pixel (i, j) of the result comes from (Top + Scale · (i − Down), Left + Scale · (j' − Right)) with j' = j, or width − 1 − j when mirrored.</summary>
internal readonly record struct ImageChange(int Down, int Right, bool Mirror, double Scale, double Top, double Left)
{
    /// <summary>Drawn for a row of an epoch; the same for the same arguments, whatever was drawn before.</summary>
    public static ImageChange Draw(ImageAugmentation options, int seed, int epoch, int row)
    {
        var random = new SplitMix64(SplitMix64.Mix(SplitMix64.Mix(((ulong)RandomPurpose.Augmentation << 32) | (uint)seed) ^ SplitMix64.Mix(((ulong)(uint)epoch << 32) | (uint)row)));
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
