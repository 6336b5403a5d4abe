namespace MlPipelines.FeaturizerCheck;

/// <summary>Images to compare on: float, red, green and blue from 0 to 255, [3, size, size].</summary>
internal static class TestImages
{
    private const int CifarSide = 32;
    private const int CifarRecord = 1 + 3 * CifarSide * CifarSide;

    /// <summary>Photographs of a binary file of CIFAR-10, pixels repeated or left out; then an image of noise, and a black one.</summary>
    /// <param name="size">Pixels on a side.</param>
    /// <param name="cifar">A file such as <c>data_batch_1.bin</c>; null for noise alone.</param>
    public static IReadOnlyList<(string Name, float[] Pixels)> Of(int size, string? cifar)
    {
        var images = new List<(string, float[])>();
        if (cifar is not null)
        {
            var bytes = File.ReadAllBytes(cifar);
            for (var i = 0; i < 6; i++)
                images.Add(($"photograph {i}", Photograph(bytes.AsSpan(i * CifarRecord + 1, CifarRecord - 1), size)));
        }

        var random = new Random(7);
        images.Add(("noise", [.. Enumerable.Range(0, 3 * size * size).Select(_ => (float)random.Next(256))]));
        images.Add(("black", new float[3 * size * size]));
        return images;
    }

    /// <summary>The image of the unit test: (50 · c + 3 · y + 5 · x + ⌊x · y / 7⌋) modulo 256.</summary>
    public static float[] Made(int size) => [.. Enumerable.Range(0, 3 * size * size).Select(i =>
    {
        var (c, y, x) = (i / (size * size), i / size % size, i % size);
        return (float)((50 * c + 3 * y + 5 * x + x * y / 7) % 256);
    })];

    private static float[] Photograph(ReadOnlySpan<byte> pixels, int size)
    {
        var image = new float[3 * size * size];
        for (var i = 0; i < image.Length; i++)
        {
            var (c, y, x) = (i / (size * size), i / size % size, i % size);
            image[i] = pixels[(c * CifarSide + y * CifarSide / size) * CifarSide + x * CifarSide / size];
        }

        return image;
    }
}
