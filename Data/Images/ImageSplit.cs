using MlPipelines.Data.Files;

namespace MlPipelines.Data.Images;

/// <summary>
/// Deals picture files to train, validation and test, and gives each part an order. Both follow from the content of each file and the seed
/// alone: a file stays in its part when others come or go, and files of equal content are in the same part.
/// </summary>
internal sealed class ImageSplit
{
    private ImageSplit(IReadOnlyList<string> classes, IReadOnlyList<ScannedImage>[] parts)
    {
        Classes = classes;
        Parts = parts;
    }

    /// <summary>The classes, in ordinal order of their names; a positive class that was named is the second of two.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The pictures of the parts train, validation and test, in their order.</summary>
    public IReadOnlyList<ScannedImage>[] Parts { get; }

    /// <summary>Deals the files of a scan.</summary>
    /// <param name="source">The source's path, for errors.</param>
    /// <param name="images">The files.</param>
    /// <param name="options">Shares, seed and numbers of rows.</param>
    /// <exception cref="DataFileException">There is one class only, or a class has no file to train on.</exception>
    /// <exception cref="ArgumentException">There is no such positive class.</exception>
    public static ImageSplit Of(string source, IReadOnlyList<ScannedImage> images, ImageDataOptions options)
    {
        var classes = ClassesOf(source, images, options.Positive);
        var hasPart = new bool[3];
        foreach (var image in images.Where(image => image.Entry.Part is not null))
            hasPart[(int)image.Entry.Part!] = true;
        var test = hasPart[(int)ImagePart.Test] ? 0 : options.TestShare;
        var validation = hasPart[(int)ImagePart.Validation] ? 0 : options.ValidationShare;

        List<ScannedImage>[] parts = [[], [], []];
        foreach (var image in images)
            parts[(int)PartOf(image)].Add(image);
        int?[] most = [options.TrainRows, options.ValidationRows, options.TestRows];
        IReadOnlyList<ScannedImage>[] ordered = [.. parts.Select((part, p) => Order(part, classes, options.Seed, most[p]))];
        if (classes.FirstOrDefault(name => ordered[0].All(image => image.Entry.Class != name)) is { } missing)
        {
            throw new DataFileException(
                $"{source}: expected files of every class to train on, found none of the class {missing}. Add files, or change the "
                + "shares, the seed or TrainRows.")
            {
                File = source,
            };
        }

        return new ImageSplit(classes, ordered);

        ImagePart PartOf(ScannedImage image)
        {
            if (image.Entry.Part is ImagePart.Validation or ImagePart.Test)
                return image.Entry.Part.Value;
            var position = image.Position(options.Seed);
            return position < test ? ImagePart.Test : position < test + validation ? ImagePart.Validation : ImagePart.Train;
        }
    }

    /// <summary>
    /// Interleaves the classes so that every beginning has the same shares of them, within a row of each class.
    /// </summary>
    /// <param name="classes">The class of each item.</param>
    /// <param name="ranks">The place of each item among those of its class, from 0.</param>
    /// <returns>The items' numbers in their order.</returns>
    internal static int[] Interleave(int[] classes, int[] ranks)
    {
        var counts = classes.CountBy(c => c).ToDictionary();
        return [
            .. Enumerable.Range(0, classes.Length).OrderBy(i => (ranks[i] + 0.5) / counts[classes[i]]).ThenBy(i => classes[i])];
    }

    private static List<string> ClassesOf(string source, IReadOnlyList<ScannedImage> images, string? positive)
    {
        List<string> classes = [.. images.Select(image => image.Entry.Class).Distinct().Order(StringComparer.Ordinal)];
        if (classes.Count < 2)
        {
            throw new DataFileException(
                $"{source}: expected pictures of at least two classes, in one folder per class, found only {classes[0]}. "
                + "Add a folder with pictures of another class.")
            {
                File = source,
            };
        }

        if (positive is null)
            return classes;
        if (classes.Count > 2 || !classes.Remove(positive))
        {
            throw new ArgumentException(
                $"{source}: a positive class must be one of two, found '{positive}' and the classes {string.Join(", ", classes)}.",
                nameof(positive));
        }

        classes.Add(positive);
        return classes;
    }

    private static ScannedImage[] Order(List<ScannedImage> part, List<string> classes, int seed, int? most)
    {
        ScannedImage[] sorted = [
            .. part.OrderBy(image => image.Position(~seed)).ThenBy(image => image.Entry.Name, StringComparer.Ordinal)];
        int[] classOf = [.. sorted.Select(image => classes.IndexOf(image.Entry.Class))];
        var next = new int[classes.Count];
        int[] ranks = [.. classOf.Select(c => next[c]++)];
        return [.. Interleave(classOf, ranks).Take(most ?? part.Count).Select(i => sorted[i])];
    }
}
