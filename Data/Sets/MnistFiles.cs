using MlPipelines.Data.Files;

namespace MlPipelines.Data.Sets;

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
    public static string Obtain(
        string name, DataSetOptions options, Downloader downloader, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        if (Locate(options) is { } found)
            return found;
        if (!options.AllowDownload)
            throw NotFound(name, options, "and downloads are not allowed.", "leave out the data directory to download it", null);

        var cache = Path.Combine(options.CacheDirectory, FolderName);
        try
        {
            foreach (var file in MnistFile.All.Where(file => file.PathIn(cache) is null))
            {
                downloader.Download(
                    Mirrors.Select(mirror => new Uri(mirror + file.CompressedName)), Path.Combine(cache, file.CompressedName),
                    path => file.Read(path), progress, cancellationToken);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or DataFileException)
        {
            throw NotFound(
                name, options, $"and the download from {Mirrors[0]} into {cache} failed: {e.Message}", "try again with a "
                    + "network connection", e);
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
        var missing = string.Join(
            ", ", MnistFile.All.Where(file => Folders(options).All(folder => file.PathIn(folder) is null))
                .Select(file => file.CompressedName));
        var looked = string.Join(" and ", Folders(options));
        var unset = options.DataDirectory is null ? " (no data directory is set)" : "";
        return new DataNotFoundException(
            $"{name}: {(missing.Length > 0 ? missing : "some files")} not found in {looked}{unset}, {failure} "
            + $"Set {DataSetOptions.DirectorySetting} to a folder with mnist/train-images-idx3-ubyte.gz "
            + $"and the other three files, or {orElse}.", inner);
    }
}

/// <summary>One of MNIST's four files: its name, its shape and the MD5 of its uncompressed content.</summary>
internal sealed record MnistFile(string Name, string Md5, params int[] Dimensions)
{
    public static readonly MnistFile TrainImages = new("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb", 60_000, 28, 28);
    public static readonly MnistFile TrainLabels = new("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624", 60_000);
    public static readonly MnistFile TestImages = new("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea", 10_000, 28, 28);
    public static readonly MnistFile TestLabels = new("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637", 10_000);

    public static readonly MnistFile[] All = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>The name of the file as it is published.</summary>
    public string CompressedName => Name + ".gz";

    /// <summary>The path in <paramref name="folder"/>, compressed or unpacked, or null when neither is there.</summary>
    public string? PathIn(string folder) =>
        new[] { CompressedName, Name }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Reads and checks the file: format, shape, content.</summary>
    /// <exception cref="DataFileException">It is not the published file.</exception>
    public byte[] Read(string path)
    {
        var array = IdxReader.Read(path, Dimensions.Length);
        if (!array.Dimensions.AsSpan().SequenceEqual(Dimensions))
        {
            throw IdxReader.Error(
                path, 4, $"expected {string.Join(" x ", Dimensions)}, found {string.Join(" x ", array.Dimensions)}. {Remedy}");
        }

        var md5 = PublishedMd5.Of(array.Header, array.Values);
        if (md5 != Md5)
            throw IdxReader.Error(path, null, $"wrong checksum: expected MD5 {Md5} of the uncompressed content, found {md5}. {Remedy}");
        return array.Values;
    }

    private string Remedy =>
        $"This is not MNIST's {Name}, or it is damaged: delete it and get it again from {MnistFiles.Mirrors[0]}{CompressedName}.";
}
