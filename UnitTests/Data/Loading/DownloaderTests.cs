using System.Net;
using MlPipelines.Data.Files;

namespace MlPipelines.UnitTests.Data.Loading;

[TestClass]
public sealed class DownloaderTests : IDisposable
{
    private static readonly Uri[] Sources = [new("https://first.example/d/file.gz"), new("https://second.example/d/file.gz")];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Target => Path.Combine(_folder.Path, "cache", "file.gz");

    private static HttpResponseMessage Content(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private void Download(
        Func<HttpRequestMessage, HttpResponseMessage> answer, Action<string>? check = null, IProgress<DataProgress>? progress = null,
        CancellationToken token = default) =>
        new Downloader(new AnsweringHandler(answer)).Download(Sources, Target, check ?? (_ => { }), progress, token);

    [TestMethod]
    public void Download_OfGoodFile_ChecksThenNamesIt()
    {
        var reports = new List<DataProgress>();
        Download(_ => Content([1, 2, 3]), path => Assert.IsFalse(File.Exists(Target), path), new Collector(reports));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, File.ReadAllBytes(Target));
        Assert.AreEqual(new DataProgress("downloading file.gz", 3, 3, "bytes"), reports[^1]);
        Assert.HasCount(1, Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [TestMethod]
    public void Download_WhenTheFirstMirrorFails_AsksTheSecond()
    {
        Download(
            request => request.RequestUri!.Host == "first.example" ? new HttpResponseMessage(HttpStatusCode.InternalServerError)
                : Content([7]));
        CollectionAssert.AreEqual(new byte[] { 7 }, File.ReadAllBytes(Target));
    }

    [TestMethod]
    public void Download_OfWrongContent_LeavesNothing()
    {
        var e = Assert.ThrowsExactly<HttpRequestException>(
            () => Download(_ => Content([1]), _ => throw new DataFileException("not the file")));
        Assert.AreEqual("not the file", e.Message);
        Assert.IsEmpty(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [TestMethod]
    public void Download_WhenCancelled_LeavesNothing()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => Download(
            _ =>
            {
                source.Cancel();
                return Content([1, 2]);
            },
            token: source.Token));
        Assert.IsEmpty(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    private sealed class Collector(List<DataProgress> reports) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => reports.Add(value);
    }
}
