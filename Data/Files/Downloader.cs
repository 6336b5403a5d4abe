namespace MlPipelines.Data.Files;

/// <summary>Downloads a file under a temporary name, has it checked, and only then gives it its name.</summary>
internal sealed class Downloader(HttpMessageHandler? handler = null)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Downloads from the first source that answers with a file that passes <paramref name="check"/>.</summary>
    /// <param name="sources">Addresses of the same file, tried in order.</param>
    /// <param name="path">Where the file is to be; its folder is made if need be.</param>
    /// <param name="check">Throws when the file is not what it should be.</param>
    /// <param name="progress">Told of every piece.</param>
    /// <param name="cancellationToken">Ends the download; nothing is left behind.</param>
    /// <exception cref="HttpRequestException">No source answered with success.</exception>
    /// <exception cref="DataFileException">What the last source sent is not the file.</exception>
    public void Download(
        IEnumerable<Uri> sources, string path, Action<string> check, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Guid.NewGuid():N}.part";
        Exception? last = null;
        foreach (var source in sources)
        {
            try
            {
                Fetch(source, temporary, progress, cancellationToken);
                check(temporary);
                File.Move(temporary, path, overwrite: true);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or DataFileException)
            {
                last = e;
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        throw last is null ? new ArgumentException("No source to download from.", nameof(sources))
            : new HttpRequestException(last.Message, last);
    }

    private void Fetch(Uri source, string path, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(
            handler ?? new SocketsHttpHandler { ConnectTimeout = ConnectTimeout }, disposeHandler: handler is null);
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var content = response.Content.ReadAsStream(cancellationToken);
        using var file = File.Create(path);
        var total = response.Content.Headers.ContentLength;
        var buffer = new byte[1 << 16];
        long done = 0;
        var step = $"downloading {Path.GetFileName(source.LocalPath)}";
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = content.Read(buffer);
            if (read == 0)
                break;
            file.Write(buffer.AsSpan(0, read));
            done += read;
            progress?.Report(new DataProgress(step, done, total, "bytes"));
        }

        if (total is not null && done != total)
            throw new IOException($"{source} ended after {done} of {total} bytes.");
    }
}

/// <summary>How far the loading of a data set is.</summary>
/// <param name="Step">What is being done, such as <c>downloading train-images-idx3-ubyte.gz</c>.</param>
/// <param name="Done">Amount done so far.</param>
/// <param name="Total">Amount in all, null when it is not known.</param>
/// <param name="Unit">The unit of both amounts: <c>bytes</c> or <c>rows</c>.</param>
public readonly record struct DataProgress(string Step, long Done, long? Total, string Unit);
