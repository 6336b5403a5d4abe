namespace MlPipelines.Data.Images;

/// <summary>How a folder or an archive of pictures becomes a data set.</summary>
public sealed record ImageDataOptions
{
    /// <summary>How each picture becomes pixels.</summary>
    public ImageOptions Image { get; init; } = new();

    /// <summary>
    /// Of two classes the one whose label is true; null for the second in ordinal order of the names. More classes have no such one.
    /// </summary>
    public string? Positive { get; init; }

    /// <summary>What becomes of a picture that is damaged, cut short or too large. Default <see cref="BadImages.Error"/>.</summary>
    public BadImages BadImages { get; init; } = BadImages.Error;

    /// <summary>
    /// Share of the files to validate on, where the source has no folder for it; 0 for none. Where there is a folder <c>train</c>, the
    /// share is of its files. Default 0.15.
    /// </summary>
    public double ValidationShare { get; init; } = 0.15;

    /// <summary>Share of the files to test on, as <see cref="ValidationShare"/>. Default 0.15.</summary>
    public double TestShare { get; init; } = 0.15;

    /// <summary>The most rows to train on, of each class as many as its share; null for all.</summary>
    public int? TrainRows { get; init; }

    /// <summary>The most rows to validate on, as <see cref="TrainRows"/>.</summary>
    public int? ValidationRows { get; init; }

    /// <summary>The most rows to test on, as <see cref="TrainRows"/>.</summary>
    public int? TestRows { get; init; }

    /// <summary>The seed of the split and of the order. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The greatest number of files and folders in the source. Default 1 000 000.</summary>
    public int MaxFiles { get; init; } = 1_000_000;

    /// <summary>The greatest number of bytes of a picture file, unpacked. Default 256 MiB.</summary>
    public long MaxFileBytes { get; init; } = ImageFile.MaxBytes;

    /// <summary>Number of threads that decode; 0 for one per processor. The result does not depend on it. Default 0.</summary>
    public int Threads { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Image);
        Image.Validate();
        if (!(ValidationShare >= 0 && TestShare >= 0 && ValidationShare + TestShare < 1))
        {
            throw new ArgumentException(
                "The shares to validate and to test on must not be negative and leave files to train on; "
                    + $"they are {ValidationShare} and {TestShare}.", nameof(ValidationShare));
        }

        Check(TrainRows ?? 1, nameof(TrainRows));
        Check(ValidationRows ?? 1, nameof(ValidationRows));
        Check(TestRows ?? 1, nameof(TestRows));
        Check(MaxFiles, nameof(MaxFiles));
        if (MaxFileBytes is < 1 or > 1 << 30)
            throw new ArgumentOutOfRangeException(nameof(MaxFileBytes), MaxFileBytes, "MaxFileBytes must be from 1 to 2^30.");
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
    }

    private static void Check(int value, string name)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
    }
}

/// <summary>What becomes of pictures that cannot be used.</summary>
public enum BadImages
{
    /// <summary>The first one is an error that names the file and the reason.</summary>
    Error,

    /// <summary>They are left out, and the result lists each with its reason.</summary>
    Skip,
}
