namespace MlPipelines.Comparisons.Results;

/// <summary>Writes a whole file so that a reader sees the old content or the new one, never a part.</summary>
internal static class AtomicFile
{
    private static readonly System.Text.UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The name under which a file is written before it has its own.</summary>
    public static string TemporaryName(string path) => path + ".tmp";

    /// <summary>Writes the parts to a temporary name beside <paramref name="path"/>, then renames it over <paramref name="path"/>.</summary>
    public static void Write(string path, params IEnumerable<string> parts)
    {
        string temporary = TemporaryName(path);
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var writer = new StreamWriter(stream, Utf8, bufferSize: 1 << 16, leaveOpen: true);
            foreach (string part in parts)
                writer.Write(part);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
