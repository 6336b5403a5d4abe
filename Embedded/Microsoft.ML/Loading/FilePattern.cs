namespace Microsoft.ML.Data;

/// <summary>Paths with wildcards.</summary>
internal static class FilePattern
{
    /// <summary>The files that fit: a plain path when there is such a file; *, ?, ... (all folders below), + (between patterns).</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        if (File.Exists(pattern))
            return [pattern];
        return pattern.Split('+', StringSplitOptions.RemoveEmptyEntries).SelectMany(ExpandOne);
    }

    private static IEnumerable<string> ExpandOne(string pattern)
    {
        var below = pattern.IndexOf("...", StringComparison.Ordinal);
        if (below < 0 && pattern.AsSpan().IndexOfAny('*', '?') < 0)
            return File.Exists(pattern) ? [pattern] : [];
        var folder = below >= 0 ? pattern[..below] : Path.GetDirectoryName(pattern) ?? "";
        var name = below >= 0 ? pattern[(below + 3)..].TrimStart('/', '\\') : Path.GetFileName(pattern);
        folder = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(folder))
            return [];
        var found = Directory.EnumerateFiles(folder, name.Length == 0 ? "*" : name, below >= 0 ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly);
        return found.Order(StringComparer.Ordinal);
    }
}
