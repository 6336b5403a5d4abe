namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// Writes whole files: a reader, or a program killed at any moment, finds either the old content or the new, never a part.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary name in the same folder, brings the bytes to the disk, and renames over
    /// <paramref name="path"/>. Where <paramref name="write"/> throws, the old file stays and the temporary one goes.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
