namespace MlPipelines.Data.Loading;

/// <summary>Finds the folder with MNIST's four files: data directory, download cache, or the public mirrors.</summary>
internal static class MnistFiles
{
    public const string FolderName = "mnist";

    /// <summary>Public mirrors of the published files, tried in order.</summary>
    public static readonly string[] Mirrors =
    [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ];

    /// <summary>The folder that has all four files: in the data directory, else in the cache; null when neither has.</summary>
    public static string? Locate(DataSetOptions options) =>
        Folders(options).FirstOrDefault(folder => MnistFile.All.All(file => file.PathIn(folder) is not null));

    /// <summary>The folder that has all four files, after a download into the cache if need be and allowed.</summary>
    /// <exception cref="DataNotFoundException">They are not there and could not be downloaded.</exception>
    public static string Obtain(string name, DataSetOptions options, Downloader downloader, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        if (Locate(options) is { } found)
            return found;
        if (!options.AllowDownload)
            throw NotFound(name, options, "and downloads are not allowed.", "leave out the data directory to download it", null);

        string cache = Path.Combine(options.CacheDirectory, FolderName);
        try
        {
            foreach (MnistFile file in MnistFile.All.Where(file => file.PathIn(cache) is null))
                downloader.Download(Mirrors.Select(mirror => new Uri(mirror + file.CompressedName)), Path.Combine(cache, file.CompressedName), path => file.Read(path), progress, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or DataFileException)
        {
            throw NotFound(name, options, $"and the download from {Mirrors[0]} into {cache} failed: {e.Message}", "try again with a network connection", e);
        }

        return cache;
    }

    private static IEnumerable<string> Folders(DataSetOptions options)
    {
        if (options.DataDirectory is not null)
            yield return Path.Combine(options.DataDirectory, FolderName);
        yield return Path.Combine(options.CacheDirectory, FolderName);
    }

    private static DataNotFoundException NotFound(string name, DataSetOptions options, string failure, string orElse, Exception? inner)
    {
        string missing = string.Join(", ", MnistFile.All.Where(file => Folders(options).All(folder => file.PathIn(folder) is null)).Select(file => file.CompressedName));
        string looked = string.Join(" and ", Folders(options));
        string unset = options.DataDirectory is null ? " (no data directory is set)" : "";
        return new DataNotFoundException(
            $"{name}: {(missing.Length > 0 ? missing : "some files")} not found in {looked}{unset}, {failure} "
            + $"Set {DataSetOptions.DataDirectoryVariable} or --data-dir to a folder with mnist/train-images-idx3-ubyte.gz and the other three files, or {orElse}.", inner);
    }
}
