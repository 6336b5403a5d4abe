namespace MlPipelines.Data.Loading;

/// <summary>Opens a file, gzip-compressed or plain, by its content: servers and browsers unpack .gz files and keep the name.</summary>
internal static class ContentStream
{
    public static Stream Open(string path)
    {
        FileStream file = File.OpenRead(path);
        try
        {
            Span<byte> start = stackalloc byte[2];
            int read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
            file.Position = 0;
            return read == 2 && start[0] == 0x1f && start[1] == 0x8b ? new CheckedGzipStream(file) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
