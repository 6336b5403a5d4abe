namespace MlPipelines.Data.Loading;

/// <summary>Opens a file, gzip-compressed or plain, by its content: servers and browsers unpack .gz files and keep the name.</summary>
internal static class ContentStream
{
    /// <exception cref="DataFileException">The file is there, but cannot be read.</exception>
    public static Stream Open(string path)
    {
        FileStream file = OpenFile(path);
        try
        {
            Span<byte> start = stackalloc byte[2];
            int read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
            file.Position = 0;
            return read == 2 && start[0] == 0x1f && start[1] == 0x8b ? new CheckedGzipStream(file) : file;
        }
        catch (IOException exception)
        {
            file.Dispose();
            throw Unreadable(path, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException and not (FileNotFoundException or DirectoryNotFoundException) or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static DataFileException Unreadable(string path, Exception exception) =>
        new($"{path}: the file cannot be read: {exception.Message} Check its permissions and its disk.", exception) { File = path };
}
