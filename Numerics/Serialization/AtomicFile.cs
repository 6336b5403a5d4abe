using System.Text;

namespace MlPipelines.Numerics.Serialization;

/// <summary>
/// Writes whole files: a reader, or a program killed at any moment, finds either the old content or the new, never a part. Every file of
/// this library that must survive is written here.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// The name under which a file is written before it has its own; one that a killed program left is overwritten by the next write.
    /// </summary>
    public static string TemporaryName(string path) => path + ".tmp";

    /// <summary>
    /// Writes to a temporary name in the same folder, brings the bytes to the disk, and renames over <paramref name="path"/>. Where
    /// <paramref name="write"/> throws, the old file stays and the temporary one goes.
    /// </summary>
    /// <param name="path">The file; its folder must exist. One writer at a time.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="previous">The name that the old file is given, once the new one is whole; null to let it go. A program killed between
    /// the two renames leaves the old file under this name.</param>
    /// <exception cref="IOException">The file could not be written, as on a full disk; the message names it, and says why.</exception>
    public static void Write(string path, Action<Stream> write, string? previous = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var temporary = TemporaryName(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (previous is not null && File.Exists(path))
                File.Move(path, previous, overwrite: true);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception)
        {
            DeleteIfThere(temporary);
            if (exception is IOException or UnauthorizedAccessException)
                throw NotWritten(path, exception);
            throw;
        }
    }

    /// <summary>Finds out whether <see cref="Write"/> can write a file, before work is done whose result it is to hold. Nothing stays of
    /// the try.</summary>
    /// <exception cref="IOException">It cannot; the message says why.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var temporary = TemporaryName(path);
        try
        {
            if (Directory.Exists(path))
                throw new IOException("there is a folder of that name");
            new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None).Dispose();
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, exception);
        }
    }

    private static IOException NotWritten(string path, Exception exception)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        var why = File.Exists(folder) ? $"'{folder}' is a file, not a folder"
            : folder is not null && !Directory.Exists(folder) ? $"there is no folder '{folder}'; make it first"
            : exception.Message.Split(" : '")[0].TrimEnd('.'); // without the temporary name, which .NET puts behind some reasons
        var old = File.Exists(path) ? " What was there before is as it was." : "";
        return new IOException($"The file '{path}' could not be written: {why}.{old}", exception);
    }

    /// <summary>A file that cannot be deleted either must not hide why it could not be written.</summary>
    private static void DeleteIfThere(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next write of the same file overwrites it.
        }
    }

    /// <summary>Writes parts of text one after the other, in UTF-8 without a mark; otherwise as <see cref="Write"/>.</summary>
    public static void WriteText(string path, params IEnumerable<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, Utf8, bufferSize: 1 << 16, leaveOpen: true);
            foreach (var part in parts)
                writer.Write(part);
        });
    }
}
