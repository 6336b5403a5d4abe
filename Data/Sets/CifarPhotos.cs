using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Splitting;

namespace MlPipelines.Data.Sets;

/// <summary>One photo of CIFAR-10: which of the photos of its class, in the order of the archive.</summary>
/// <param name="IsTest">Whether it is of the published test photos.</param>
/// <param name="Class">The class, 0 to 9.</param>
/// <param name="Index">Its number within its class and part, from 0.</param>
internal readonly record struct CifarPhoto(bool IsTest, int Class, int Index);

/// <summary>Reads photos of CIFAR-10 (Krizhevsky, 2009): 32x32, ten classes, 5 000 to train and 1 000 to test of each.</summary>
internal static class CifarPhotos
{
    public const int Size = 32;
    public const int TrainPerClass = 5_000;
    public const int TestPerClass = 1_000;

    private const int Length = 3 * Size * Size;
    private const int OrderSeed = 10;

    public static readonly ImageShape Shape = new(3, Size, Size);

    public static readonly string[] ClassNames =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>
    /// All photos of some classes in a fixed order: mixed within each class, the classes one after the other in turn, so that every
    /// beginning has as many of each.
    /// </summary>
    public static CifarPhoto[] Ordered(bool test, IReadOnlyList<int> classes)
    {
        var count = test ? TestPerClass : TrainPerClass;
        int[][] orders = [.. classes.Select(c => Dealer.Permutation(count, OrderSeed * (c + 1) + (test ? 1 : 0)))];
        return [
            .. Enumerable.Range(0, count * classes.Count)
                .Select(i => new CifarPhoto(test, classes[i % classes.Count], orders[i % classes.Count][i / classes.Count]))];
    }

    /// <summary>Reads photos as bytes, [photos, 3, 32, 32], in the order asked for.</summary>
    /// <param name="path">The archive: of JPEG files, or the published one of bytes.</param>
    /// <param name="photos">The photos, each once.</param>
    /// <param name="archive">What the published archive is checked against.</param>
    /// <exception cref="DataFileException">The archive is not what it should be.</exception>
    public static byte[] Read(
        string path, IReadOnlyList<CifarPhoto> photos, CifarArchive archive, IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        var rows = photos.Index().ToDictionary(photo => photo.Item, photo => photo.Index);
        var pixels = new byte[photos.Count * Length];
        if (Path.GetFileName(path) == CifarFiles.JpegName)
        {
            ReadJpeg(path, rows, pixels, progress, cancellationToken);
        }
        else
        {
            archive.Check(path);
            ReadBytes(path, rows, pixels, progress, cancellationToken);
        }

        return pixels;
    }

    private static void ReadJpeg(
        string path, Dictionary<CifarPhoto, int> rows, byte[] pixels, IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        var source = ImageSource.Open(path, new SourceLimits(100_000, 1 << 20));
        List<string>[] names = [.. Enumerable.Range(0, 2 * ClassNames.Length).Select(_ => new List<string>())];
        foreach (var entry in source.Walk())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parts = entry.Name.Split('/');
            if (!entry.IsFolder && parts.Length == 3 && Array.IndexOf(ClassNames, parts[1]) is >= 0 and var c)
                names[2 * c + (parts[0] == "test" ? 1 : 0)].Add(entry.Name);
        }

        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var list in names)
            list.Sort(StringComparer.Ordinal);
        foreach (var (photo, row) in rows)
        {
            var list = names[2 * photo.Class + (photo.IsTest ? 1 : 0)];
            if (photo.Index >= list.Count)
                throw TooFew(path, photo, list.Count);
            if (!rowOf.TryAdd(list[photo.Index], row))
            {
                throw new DataFileException($"{path}: the file {list[photo.Index]} is in the archive twice. Get the archive again.")
                {
                    File = path,
                };
            }
        }

        new ImageRows(source, new ImageOptions { Size = Size }, threads: 0).Read(
            rowOf, pixels, skipBad: false, progress, cancellationToken);
    }

    /// <summary>Each record is the class and 3 072 bytes: the planes red, green and blue.</summary>
    private static void ReadBytes(
        string path, Dictionary<CifarPhoto, int> rows, byte[] pixels, IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        var next = new int[2 * ClassNames.Length];
        var found = 0;
        try
        {
            using var content = ContentStream.Open(path);
            var batches = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in TarEntries.Read(content))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.DataStream is not { } data || !entry.Name.EndsWith(".bin", StringComparison.Ordinal))
                    continue;
                if (!batches.TryAdd(Path.GetFileName(entry.Name), BoundedContent.Read(data, entry.Length, 1 << 28)))
                    throw new InvalidDataException($"the file '{Path.GetFileName(entry.Name)}' is in it twice.");
            }

            foreach (var (name, batch) in batches)
            {
                found += CopyRecords(path, name, batch, next, rows, pixels);
                progress?.Report(new DataProgress($"reading {Path.GetFileName(path)}", found, rows.Count, "rows"));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw new DataFileException($"{path}: the archive cannot be read: {e.Message} Get it again.", e) { File = path };
        }

        if (found < rows.Count)
        {
            var missing = rows.Keys.First(photo => photo.Index >= next[2 * photo.Class + (photo.IsTest ? 1 : 0)]);
            throw TooFew(path, missing, next[2 * missing.Class + (missing.IsTest ? 1 : 0)]);
        }
    }

    private static int CopyRecords(string path, string name, byte[] batch, int[] next, Dictionary<CifarPhoto, int> rows, byte[] pixels)
    {
        var found = 0;
        var isTest = name.StartsWith("test", StringComparison.Ordinal);
        for (var at = 0; at < batch.Length; at += Length + 1)
        {
            var c = batch[at];
            if (c >= ClassNames.Length || batch.Length - at <= Length)
            {
                throw new DataFileException(
                    $"{path}, entry {name}, offset {at}: expected a class from 0 to 9 and {Length} bytes, found class {c} and "
                    + $"{batch.Length - at - 1} bytes. Get the archive again.")
                {
                    File = path,
                    Offset = at,
                };
            }

            if (!rows.TryGetValue(new CifarPhoto(isTest, c, next[2 * c + (isTest ? 1 : 0)]++), out var row))
                continue;
            batch.AsSpan(at + 1, Length).CopyTo(pixels.AsSpan(row * Length));
            found++;
        }

        return found;
    }

    private static DataFileException TooFew(string path, CifarPhoto photo, int found) => new(
        $"{path}: expected {(photo.IsTest ? TestPerClass : TrainPerClass)} {(photo.IsTest ? "test" : "training")} photos of the class "
        + $"{ClassNames[photo.Class]}, found {found}. Get the archive again.")
    {
        File = path,
    };
}
