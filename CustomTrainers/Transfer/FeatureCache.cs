namespace MlPipelines.CustomTrainers.Transfer;

/// <summary>Features of single images from a store, which is read once, and what was missing there. Safe for several threads.</summary>
internal sealed class FeatureCache(FeatureStore store, int width)
{
    private readonly Lock _lock = new();
    private Dictionary<string, float[]>? _known;

    /// <summary>Computes features of pixels.</summary>
    public delegate void Computation(ReadOnlySpan<float> pixels, Span<float> features);

    /// <summary>
    /// The features of an image: known ones, or computed ones, which are kept. Pixels that are no bytes are only computed.
    /// </summary>
    /// <param name="pixels">Numbers from 0 to 255.</param>
    /// <param name="features">Overwritten.</param>
    /// <param name="compute">Asked where the features are not known.</param>
    public void Features(ReadOnlySpan<float> pixels, Span<float> features, Computation compute)
    {
        var bytes = new byte[pixels.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)pixels[i];
            if (bytes[i] != pixels[i])
            {
                compute(pixels, features);
                return;
            }
        }

        var key = FeatureStore.KeyOf(bytes);
        lock (_lock)
        {
            _known ??= store.Read();
            if (_known.TryGetValue(key, out var found))
            {
                found.CopyTo(features);
                return;
            }
        }

        var computed = new float[width];
        compute(pixels, computed);
        computed.CopyTo(features);
        lock (_lock)
        {
            _known[key] = computed;
            store.Add([(key, computed)]);
        }
    }
}
