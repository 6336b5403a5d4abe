using System.IO.Compression;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Experiments.Results;

/// <summary>A table of a run as gzip: written whole or not at all, and an error that names the file where it is damaged.</summary>
internal static class CompressedTable
{
    /// <summary>Writes the file; its folder is made where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the lines.</param>
    public static void Write(string path, Action<TextWriter> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true));
            write(writer);
        });
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it holds, as an error says it.</param>
    /// <param name="advice">What to do where it is damaged, a sentence.</param>
    /// <param name="read">Reads the lines; throws a <see cref="FormatException"/> where they are no such table.</param>
    /// <exception cref="RunFolderException">It is not there, or no such table.</exception>
    public static T Read<T>(string path, string what, string advice, Func<TextReader, T> read)
    {
        try
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            return read(reader);
        }
        catch (Exception exception) when (exception is IOException or FormatException or InvalidDataException)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged,
                $"{path} is not a file of {what}: {exception.Message.TrimEnd('.')}. The file is damaged. {advice}", exception);
        }
    }
}
