using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.Data;

/// <summary>A folder or an archive of pictures of the user's as a data set, with a report of what was found in it.</summary>
/// <remarks>
/// The source has a folder per class, <c>class/picture.jpg</c>, or <c>train/class/picture.jpg</c> with <c>test</c> and <c>validation</c>
/// beside <c>train</c>. Each row is [3, size, size]: the planes red, green and blue, whole numbers from 0 to 255, one byte each in memory.
/// </remarks>
/// <param name="DataSet">The rows, split: a binary task for two classes, else a multiclass one.</param>
/// <param name="TrainFiles">For each row to train on the path of its file in the source.</param>
/// <param name="ValidationFiles">For each row to validate on the same.</param>
/// <param name="TestFiles">For each row to test on the same.</param>
/// <param name="Skipped">The pictures that could not be used and were left out, with reasons.</param>
/// <param name="Ignored">The files that are no pictures by their extension.</param>
/// <param name="Notes">What the reader should know, a sentence each.</param>
public sealed record ImageData(
    DataSet DataSet, IReadOnlyList<string> TrainFiles, IReadOnlyList<string> ValidationFiles, IReadOnlyList<string> TestFiles,
    IReadOnlyList<SkippedImage> Skipped, IReadOnlyList<string> Ignored, IReadOnlyList<string> Notes)
{
    /// <summary>Reads the JPEG, PNG, BMP, WebP and GIF files of a folder, a zip archive or a tar archive (compressed by gzip or
    /// not).</summary>
    /// <param name="path">The folder or the archive.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="progress">Told of the pictures read.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="FileNotFoundException">There is no such folder or archive.</exception>
    /// <exception cref="DataFileException">A picture or the archive is damaged, or the layout is not what it should be; the message names
    /// source and entry.</exception>
    /// <exception cref="ArgumentException">The options do not fit together or do not fit the source.</exception>
    public static ImageData Load(
        string path, ImageDataOptions? options = null, IProgress<DataProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ImageDataOptions();
        options.Validate();
        var source = ImageSource.Open(path, new SourceLimits(options.MaxFiles, options.MaxFileBytes));
        var scan = ImageScan.Of(source, cancellationToken);
        var split = ImageSplit.Of(path, scan.Images, options);
        return ImageDataBuilder.Build(source, scan, split, options, progress, cancellationToken);
    }
}

/// <summary>From dealt files to a data set.</summary>
internal static class ImageDataBuilder
{
    public static ImageData Build(
        ImageSource source, ImageScan scan, ImageSplit split, ImageDataOptions options, IProgress<DataProgress>? progress,
        CancellationToken cancellationToken)
    {
        ScannedImage[] images = [.. split.Parts.SelectMany(part => part)];
        var pixels = PixelsFor(source.Path, images.Length, options.Image);
        var rows = images.Index().ToDictionary(image => image.Item.Entry.Name, image => image.Index, StringComparer.Ordinal);
        var skipped = new ImageRows(source, options.Image, options.Threads).Read(
            rows, pixels, options.BadImages == BadImages.Skip, progress, cancellationToken);

        var bad = skipped.Select(image => image.Name).ToHashSet(StringComparer.Ordinal);
        var all = View(new ByteMatrix(pixels, options.Image.Length), [.. images.Select(image => ClassOf(image, split.Classes))], split);
        var start = 0;
        List<(MatrixDataView Rows, IReadOnlyList<string> Files)> parts = [];
        foreach (var part in split.Parts)
        {
            int[] good = [.. Enumerable.Range(start, part.Count).Where(row => !bad.Contains(images[row].Entry.Name))];
            var isRange = good.Length == part.Count;
            parts.Add((isRange ? all.Slice(start, part.Count) : all.Select(good), [.. good.Select(row => images[row].Entry.Name)]));
            start += part.Count;
        }

        if (parts[0].Files.Count == 0)
            throw new DataFileException($"{source.Path}: none of the pictures to train on can be used: {skipped[0].Reason}");
        var size = options.Image.Size;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source.Path)));
        var dataSet = new DataSet
        {
            Name = name.Split('.')[0],
            Title = name,
            Description = $"{parts.Sum(part => part.Files.Count)} pictures of {split.Classes.Count} classes, {size}x{size} pixels, "
                + "planes red, green and blue.",
            Task = all.Task,
            Source = new DataSource(DataOrigin.UserFile, $"pictures in {source.Path}"),
            Train = parts[0].Rows,
            Validation = parts[1].Files.Count == 0 ? null : parts[1].Rows,
            Test = parts[2].Files.Count == 0 ? null : parts[2].Rows,
            ClassNames = split.Classes,
            ImageShape = new ImageShape(3, size, size),
            ImageReading = options.Image,
        };
        return new ImageData(
            dataSet, parts[0].Files, parts[1].Files, parts[2].Files, skipped, scan.Others, [.. Notes(scan, split, skipped.Count)]);
    }

    private static byte[] PixelsFor(string path, int rows, ImageOptions options)
    {
        var bytes = (long)rows * options.Length;
        return bytes <= Array.MaxLength ? new byte[bytes] : throw new ArgumentException(
            $"{path}: {rows} pictures of {options.Size}x{options.Size} pixels take {bytes} bytes, more than the {Array.MaxLength} of an "
            + $"array: take a smaller size, or at most {Array.MaxLength / options.Length} rows by TrainRows, ValidationRows and TestRows.",
            nameof(options));
    }

    private static MatrixDataView View(ByteMatrix pixels, int[] classes, ImageSplit split) => split.Classes.Count == 2
        ? MatrixDataView.Binary(pixels, Array.ConvertAll(classes, c => c == 1)) : MatrixDataView.Multiclass(pixels, classes);

    private static int ClassOf(ScannedImage image, IReadOnlyList<string> classes)
    {
        for (var c = 0; c < classes.Count; c++)
        {
            if (classes[c] == image.Entry.Class)
                return c;
        }

        throw new InvalidOperationException($"{image.Entry.Class} is not among the classes.");
    }

    private static IEnumerable<string> Notes(ImageScan scan, ImageSplit split, int skipped)
    {
        if (skipped > 0)
            yield return $"{skipped} pictures could not be used and were left out.";
        if (scan.Others.Count > 0)
            yield return $"{scan.Others.Count} files are no pictures by their extension and were passed over, such as {scan.Others[0]}.";
        foreach (var name in scan.EmptyClasses)
            yield return $"The folder {name} has no pictures; it is not a class.";
        foreach (var (part, name) in new[] { (1, "validate"), (2, "test") })
        {
            var found = split.Parts[part].Select(image => image.Entry.Class).ToHashSet(StringComparer.Ordinal);
            if (found.Count > 0 && found.Count < split.Classes.Count)
                yield return $"There is nothing to {name} on of {string.Join(", ", split.Classes.Where(c => !found.Contains(c)))}.";
        }

        var equal = scan.Images.Where(image => image.Hash is not null).GroupBy(image => Convert.ToHexString(image.Hash!))
            .Where(group => group.Skip(1).Any()).Select(group => group.ToList()).ToList();
        if (equal.Count > 0)
            yield return $"{equal.Sum(group => group.Count - 1)} files have the content of another one, such as {Pair(equal[0])}.";
        if (equal.Find(group => group.DistinctBy(image => image.Entry.Class).Skip(1).Any()) is { } torn)
            yield return $"Files of equal content are in different classes, such as {Pair(torn)}.";
    }

    private static string Pair(List<ScannedImage> group) =>
        $"{group[0].Entry.Name} and {(group.Find(image => image.Entry.Class != group[0].Entry.Class) ?? group[1]).Entry.Name}";
}
