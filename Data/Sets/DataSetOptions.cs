
namespace MlPipelines.Data.Sets;

/// <summary>How a data set is found or generated.</summary>
public sealed record DataSetOptions
{
    /// <summary>The environment variable that names the data directory.</summary>
    public const string DataDirectoryVariable = "MLPIPELINES_DATA";

    /// <summary>What gives the data directory, as errors name it.</summary>
    internal const string DirectorySetting = $"{DataDirectoryVariable} or {nameof(DataSetOptions)}.{nameof(DataDirectory)}";

    /// <summary>
    /// The folder of real data, with one folder per data set; by default the value of <c>MLPIPELINES_DATA</c>, null when it is not set.
    /// </summary>
    public string? DataDirectory { get; init; } = FromEnvironment();

    /// <summary>Where downloads are kept; by default <c>MlPipelines/data</c> in the user's local application data.</summary>
    public string CacheDirectory { get; init; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "MlPipelines", "data");

    /// <summary>The seed of generated rows; the same seed gives the same rows. Real files do not depend on it. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Rows to train on: how many to generate, or the first so many of a file. Null for the data set's own number.</summary>
    public int? TrainRows { get; init; }

    /// <summary>Rows to validate on, as <see cref="TrainRows"/>.</summary>
    public int? ValidationRows { get; init; }

    /// <summary>Rows to test on, as <see cref="TrainRows"/>.</summary>
    public int? TestRows { get; init; }

    /// <summary>Whether published files that are not there may be downloaded into <see cref="CacheDirectory"/>. Default true.</summary>
    public bool AllowDownload { get; init; } = true;

    /// <summary>
    /// Whether a generated set may stand in for published files that are not there; its <see cref="DataSet.Source"/> then says so. Default
    /// false.
    /// </summary>
    public bool AllowStandIn { get; init; }

    internal void Validate()
    {
        Check(TrainRows, nameof(TrainRows));
        Check(ValidationRows, nameof(ValidationRows));
        Check(TestRows, nameof(TestRows));
        ArgumentException.ThrowIfNullOrEmpty(CacheDirectory);
    }

    private static void Check(int? rows, string name)
    {
        if (rows is < 1)
            throw new ArgumentOutOfRangeException(name, rows, $"{name} must be at least 1, or null for the data set's own number.");
    }

    private static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable(DataDirectoryVariable) is { Length: > 0 } directory ? directory : null;
}
