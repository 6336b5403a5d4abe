namespace Microsoft.ML.Saving;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file under another name beside it, and renames it when it is complete.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        Check.NotEmpty(path);
        if (Directory.Exists(path))
            throw new UnauthorizedAccessException($"Access to the path '{path}' is denied: it is a folder; give the name of a file in it.");
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
