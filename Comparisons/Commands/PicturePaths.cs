using MlPipelines.Comparisons.Terminal;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The picture files that a command line names: files, and folders with all pictures in them.</summary>
internal static class PicturePaths
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif"];

    /// <summary>The files, each once, sorted by path in ordinal order. A file that is named is one of them whatever its name is.</summary>
    /// <param name="names">Files and folders; folders are walked through to their depth.</param>
    /// <exception cref="UsageException">A folder has no picture, or cannot be read.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> names) =>
        [.. names.SelectMany(name => Directory.Exists(name) ? InFolder(name) : [name]).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private static List<string> InFolder(string folder)
    {
        try
        {
            List<string> files = [
                .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)
                        && !Path.GetFileName(file).StartsWith("._", StringComparison.Ordinal))];
            return files.Count > 0 ? files : throw new UsageException(
                $"{folder}: expected a folder with pictures ({string.Join(", ", Endings)}), found none in it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{folder}: the folder cannot be read: {exception.Message}", exception);
        }
    }
}
