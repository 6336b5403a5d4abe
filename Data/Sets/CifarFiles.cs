using MlPipelines.Data.Files;

namespace MlPipelines.Data.Sets;

/// <summary>The published archive of CIFAR-10's photos as bytes: its address and the MD5 of the file.</summary>
/// <param name="Address">Where it is downloaded from.</param>
/// <param name="Md5">The checksum, in lower-case hexadecimal.</param>
internal sealed record CifarArchive(Uri Address, string Md5)
{
    public const string FileName = "cifar-10-binary.tar.gz";

    /// <summary>The archive of the authors' page.</summary>
    public static CifarArchive Published { get; } =
        new(new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), "c32a1d4ab5d03f1284b67883e8d87530");

    /// <summary>Checks the file's content.</summary>
    /// <exception cref="DataFileException">It is not the published file.</exception>
    public void Check(string path)
    {
        var found = PublishedMd5.OfFile(path);
        if (found != Md5)
        {
            throw new DataFileException(
                $"{path}: wrong checksum: expected MD5 {Md5}, found {found}. "
                + $"This is not CIFAR-10's {FileName}, or it is damaged: delete it and get it again from {Address}.")
            {
                File = path,
            };
        }
    }
}

/// <summary>Finds an archive of CIFAR-10: in the data directory, in the download cache, or at its address.</summary>
internal static class CifarFiles
{
    public const string FolderName = "cifar10";

    /// <summary>The archive of JPEG files: <c>train/class/name.jpg</c> and <c>test/class/name.jpg</c>.</summary>
    public const string JpegName = "cifar10-jpeg.tar.gz";

    /// <summary>The folder that has one of the archives: in the data directory, else in the cache; null when neither has.</summary>
    public static string? Locate(DataSetOptions options) => Path.GetDirectoryName(Find(options));

    /// <summary>The path of an archive, after a download into the cache if need be and allowed.</summary>
    /// <exception cref="DataNotFoundException">It is not there and could not be downloaded.</exception>
    public static string Obtain(
        string name, DataSetOptions options, CifarArchive archive, Downloader downloader, IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (Find(options) is { } found)
            return found;
        if (!options.AllowDownload)
            throw NotFound(name, options, "and downloads are not allowed.", "leave out the data directory to download it", null);
        var path = Path.Combine(options.CacheDirectory, FolderName, CifarArchive.FileName);
        try
        {
            downloader.Download([archive.Address], path, archive.Check, progress, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or DataFileException)
        {
            throw NotFound(
                name, options, $"and the download from {archive.Address} to {path} failed: {e.Message}",
                "try again with a network connection", e);
        }

        return path;
    }

    private static string? Find(DataSetOptions options) => Folders(options)
        .SelectMany(folder => new[] { JpegName, CifarArchive.FileName }, Path.Combine).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Folders(DataSetOptions options)
    {
        if (options.DataDirectory is not null)
            yield return Path.Combine(options.DataDirectory, FolderName);
        yield return Path.Combine(options.CacheDirectory, FolderName);
    }

    private static DataNotFoundException NotFound(string name, DataSetOptions options, string failure, string orElse, Exception? inner)
    {
        var unset = options.DataDirectory is null ? " (no data directory is set)" : "";
        return new DataNotFoundException(
            $"{name}: neither {JpegName} nor {CifarArchive.FileName} found in {string.Join(" and ", Folders(options))}{unset}, {failure} "
            + $"Set {DataSetOptions.DirectorySetting} to a folder with {FolderName}/{CifarArchive.FileName}, or {orElse}.", inner);
    }
}
