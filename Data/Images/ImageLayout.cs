using MlPipelines.Data.Files;

namespace MlPipelines.Data.Images;

/// <summary>The part of a data set that a file belongs to.</summary>
internal enum ImagePart
{
    Train,
    Validation,
    Test,
}

/// <summary>A picture file of a source.</summary>
/// <param name="Name">Its path in the source.</param>
/// <param name="Part">The part that its folder says; null where folders say nothing.</param>
/// <param name="Class">Its class.</param>
internal readonly record struct ImageEntry(string Name, ImagePart? Part, string Class);

/// <summary>
/// What the paths of a source say: <c>class/…/file</c>, or <c>train/class/…/file</c> with <c>validation</c> and <c>test</c> beside it. One
/// folder may stand around it all, as archives have it. Files in folders within a class's folder are of the class.
/// </summary>
internal sealed class ImageLayout
{
    private static readonly Dictionary<string, ImagePart> Parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = ImagePart.Train,
        ["training"] = ImagePart.Train,
        ["validation"] = ImagePart.Validation,
        ["valid"] = ImagePart.Validation,
        ["val"] = ImagePart.Validation,
        ["test"] = ImagePart.Test,
        ["testing"] = ImagePart.Test,
    };

    /// <summary>The names that pictures have, also of kinds that are not read: such a file is not passed over quietly.</summary>
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".webp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl",
    };

    private ImageLayout(IReadOnlyList<ImageEntry> entries, IReadOnlyList<string> emptyClasses)
    {
        Entries = entries;
        EmptyClasses = emptyClasses;
    }

    /// <summary>The picture files, in the order given.</summary>
    public IReadOnlyList<ImageEntry> Entries { get; }

    /// <summary>Folders that stand where a class's folder would and have no picture.</summary>
    public IReadOnlyList<string> EmptyClasses { get; }

    /// <summary>Whether a file is to be read as a picture: by its extension; helper files of macOS do not count.</summary>
    public static bool IsImageName(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        return Extensions.Contains(Path.GetExtension(file)) && !file.StartsWith("._", StringComparison.Ordinal)
            && !name.Contains("__MACOSX/", StringComparison.Ordinal);
    }

    /// <summary>Finds part and class of every picture.</summary>
    /// <param name="source">The source's path, for errors.</param>
    /// <param name="images">The paths of the picture files.</param>
    /// <param name="folders">The paths of the folders that are entries of their own.</param>
    /// <exception cref="DataFileException">There is no picture, or a picture is in no class's folder.</exception>
    public static ImageLayout Of(string source, IReadOnlyList<string> images, IReadOnlyList<string> folders)
    {
        if (images.Count == 0)
        {
            throw Error(
                source, "expected pictures in one folder per class, found no file with a picture's extension "
                    + "(.jpg, .jpeg, .png, .bmp, .webp, .gif).");
        }

        string[][] paths = [.. images.Select(Segments)];
        var skip = paths.All(path => path.Length > 2 && path[0] == paths[0][0] && !Parts.ContainsKey(path[0])) ? 1 : 0;
        bool[] inPart = [.. paths.Select(path => path.Length > skip + 2 && Parts.ContainsKey(path[skip]))];
        var hasParts = inPart.Contains(true);
        var depth = skip + (hasParts ? 1 : 0);
        var entries = new ImageEntry[paths.Length];
        for (var i = 0; i < paths.Length; i++)
        {
            var path = paths[i];
            if (path.Length < depth + 2 || (hasParts && !inPart[i]))
            {
                throw Error(
                    source, $"expected each picture in {(hasParts ? "train/<class>, validation/<class> or test/<class>" : "<class>")}, "
                        + $"found {images[i]}: move it or take it out.");
            }

            entries[i] = new ImageEntry(images[i], hasParts ? Parts[path[skip]] : null, path[depth]);
        }

        var classes = entries.Select(entry => entry.Class).ToHashSet(StringComparer.Ordinal);
        string[] empty = [
            .. folders.Select(Segments)
                .Where(path => path.Length == depth + 1 && (!hasParts || Parts.ContainsKey(path[skip])) && path[0] != "__MACOSX")
                .Select(path => path[depth]).Distinct().Where(name => !classes.Contains(name)).Order(StringComparer.Ordinal)];
        return new ImageLayout(entries, empty);
    }

    private static string[] Segments(string path) =>
        [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".")];

    private static DataFileException Error(string source, string message) => new($"{source}: {message}") { File = source };
}
