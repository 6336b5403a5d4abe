using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data.Loading;

[TestClass]
public sealed class CifarTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private DataSetOptions Offline =>
        new() { DataDirectory = _folder.Path, CacheDirectory = Path.Combine(_folder.Path, "cache"), AllowDownload = false };

    [TestMethod]
    public void Load_CatsDogs_DownloadsChecksKeepsAndReadsThePublishedFormat()
    {
        var content = MadeUpArchive();
        var archive = Archive(content, out var server);
        using (server)
        {
            var options = Offline with { AllowDownload = true, TrainRows = 6_000, ValidationRows = 4_000, TestRows = 2_000 };
            var reports = new List<DataProgress>();
            var set = CifarLoader.CatsDogs(archive).Load(options, new Collector(reports), CancellationToken.None);
            Assert.AreEqual((6_000, 4_000, 2_000, LearningTask.Binary), (set.TrainRows, set.ValidationRows, set.TestRows, set.Task));
            Assert.Contains(new DataProgress("downloading made-up.tar.gz", content.Length, content.Length, "bytes"), reports);
            AssertRows(set.Train, 0, test: false);
            AssertRows(set.Validation!, 6_000, test: false);
            AssertRows(set.Test!, 0, test: true);

            // All photos, each once.
            Assert.AreEqual(10_000, Numbers(set.Train).Concat(Numbers(set.Validation!)).Distinct().Count());

            // The second time from the cache, and fewer rows are the first of more.
            server.Close();
            var again = CifarLoader.CatsDogs(archive).Load(
                options with { TrainRows = null, ValidationRows = null }, null, CancellationToken.None);
            Assert.AreEqual((1_400, 0, 2_000), (again.TrainRows, again.ValidationRows, again.TestRows));
            Assert.AreEqual(set.Train.Take(1_400).ContentHash, again.Train.ContentHash);
            Assert.AreEqual(Path.Combine(_folder.Path, "cache", "cifar10"), CifarLoader.All(archive).Locate(options));
        }
    }

    [TestMethod]
    public void Load_OfWrongDownload_SaysBothChecksumsAndKeepsNothing()
    {
        var archive = Archive([1, 2, 3], out var server) with { Md5 = new string('0', 32) };
        using (server)
        {
            var e = Assert.ThrowsExactly<DataNotFoundException>(
                () => CifarLoader.All(archive).Load(Offline with { AllowDownload = true }, null, CancellationToken.None));
            Assert.Contains(
                "wrong checksum: expected MD5 00000000000000000000000000000000, found 5289df737df57326fcdd22597afb1fac.", e.Message);
            Assert.IsEmpty(Directory.GetFiles(Path.Combine(_folder.Path, "cache", "cifar10")));
        }
    }

    [TestMethod]
    public void Load_WithoutFiles_NamesBothWaysOrStandsIn()
    {
        var e = Assert.ThrowsExactly<DataNotFoundException>(() => DataSets.Load("cifar10", Offline));
        Assert.AreEqual(
            $"cifar10: neither cifar10-jpeg.tar.gz nor cifar-10-binary.tar.gz found in {_folder.Path}/cifar10 and "
                + $"{_folder.Path}/cache/cifar10, and downloads are not allowed. Set MLPIPELINES_DATA or DataSetOptions.DataDirectory to a "
                + "folder with cifar10/cifar-10-binary.tar.gz, or leave out the data directory to download it.",
            e.Message.Replace('\\', '/'));
        var few = Offline with { AllowStandIn = true, TrainRows = 20, TestRows = 10 };
        Assert.AreEqual("generated stand-in for cats-dogs: pictures, generated from seed 1", DataSets.Load("cats-dogs", few).Source.Text);
        Assert.AreEqual("spliced-pictures", DataSets.Load("spliced", few).Name);
    }

    [TestMethod]
    public void Load_OfDamagedArchive_IsRefused()
    {
        _folder.Write("cifar10/cifar-10-binary.tar.gz", "no archive");
        var e = Assert.ThrowsExactly<DataFileException>(() => DataSets.Load("cats-dogs", Offline));
        Assert.Contains("cifar-10-binary.tar.gz: wrong checksum: expected MD5 c32a1d4ab5d03f1284b67883e8d87530, found ", e.Message);

        var small = Pack(("train", [.. Record(3, 0), .. Record(5, 0)]));
        var archive = Archive(small, out var server);
        server.Close();
        File.WriteAllBytes(_folder["cifar10/cifar-10-binary.tar.gz"], small);
        e = Assert.ThrowsExactly<DataFileException>(() => CifarLoader.CatsDogs(archive).Load(Offline, null, CancellationToken.None));
        Assert.Contains("expected 5000 training photos of the class cat, found 1. Get the archive again.", e.Message);

        var torn = Pack(("train", [.. Record(3, 0), .. Record(5, 0)[..50]]));
        File.WriteAllBytes(_folder["cifar10/cifar-10-binary.tar.gz"], torn);
        e = Assert.ThrowsExactly<DataFileException>(
            () => CifarLoader.CatsDogs(archive with { Md5 = Md5(torn) }).Load(Offline, null, CancellationToken.None));
        Assert.Contains("offset 3073: expected a class from 0 to 9 and 3072 bytes, found class 5 and 49 bytes.", e.Message);

        var twice = Pack(("train", Record(3, 0)), ("train", Record(5, 0)));
        File.WriteAllBytes(_folder["cifar10/cifar-10-binary.tar.gz"], twice);
        e = Assert.ThrowsExactly<DataFileException>(
            () => CifarLoader.CatsDogs(archive with { Md5 = Md5(twice) }).Load(Offline, null, CancellationToken.None));
        Assert.Contains("the archive cannot be read: the file 'train_batch.bin' is in it twice. Get it again.", e.Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataSets.Load("cats-dogs", Offline with { TrainRows = 10_001 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataSets.Load("spliced", Offline with { TestRows = 6_661 }));
    }

    [TestMethod]
    public void Read_PhotoThatIsTwiceInTheArchive_IsRefusedByItsName()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            for (var i = 0; i < 2; i++)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "train/cat/0.jpg") { DataStream = new MemoryStream([1]) });
        }

        var path = _folder.Write(CifarFiles.JpegName, packed.ToArray());
        CifarPhoto[] photos = [new(IsTest: false, Class: 3, Index: 0), new(IsTest: false, Class: 3, Index: 1)];

        var error = Assert.ThrowsExactly<DataFileException>(
            () => CifarPhotos.Read(path, photos, CifarArchive.Published, null, CancellationToken.None));

        Assert.AreEqual($"{path}: the file train/cat/0.jpg is in the archive twice. Get the archive again.", error.Message);
    }

    [TestMethod]
    public void Groups_OfSplicedPhotos_UseNoPhotoTwice()
    {
        foreach (var (test, count) in new[] { (false, 16_660 * 3), (true, 3_330 * 3) })
        {
            var groups = SplicedLoader.Groups(test, seed: 1);
            Assert.HasCount(count, groups);
            Assert.HasCount(count, groups.Distinct());
            Assert.IsTrue(groups.Chunk(3).All(group => group.All(photo => photo.Class == group[0].Class && photo.IsTest == test)));
            Assert.IsFalse(groups.SequenceEqual(SplicedLoader.Groups(test, seed: 2)));
        }
    }

    [TestMethod]
    public void Load_OfRealFiles_HasItsRows()
    {
        var options = RealData.Require("cifar10");
        var all = DataSets.Load("cifar10", options);
        Assert.AreEqual((50_000, 0, 10_000, 3_072), (all.TrainRows, all.ValidationRows, all.TestRows, all.FeatureCount));
        foreach (var (rows, count) in new[] { (all.Train, 5_000), (all.Test!, 1_000) })
            Assert.IsTrue(Enumerable.Range(0, rows.RowCount).CountBy(rows.GetClass).All(pair => pair.Value == count));
        Assert.IsTrue(Enumerable.Range(0, 50).All(row => all.Train.GetClass(row) == row % 10));

        var pair = DataSets.Load("cats-dogs", options with { TrainRows = 3_000, ValidationRows = 1_000 });
        Assert.AreEqual((3_000, 1_000, 2_000), (pair.TrainRows, pair.ValidationRows, pair.TestRows));
        CollectionAssert.AreEqual(new[] { "cat", "dog" }, pair.ClassNames.ToArray());
        Assert.IsTrue(Enumerable.Range(0, 3_000).All(row => pair.Train.GetClass(row) == row % 2));

        // The first cat is the first cat of all.
        float[] expected = new float[3_072], actual = new float[3_072];
        all.Train.CopyFeatures(3, expected);
        pair.Train.CopyFeatures(0, actual);
        CollectionAssert.AreEqual(expected, actual);

        var spliced = DataSets.Load("spliced", options with { TrainRows = 5_000, TestRows = 2_000 });
        Assert.AreEqual((5_000, 2_000, LearningTask.Binary), (spliced.TrainRows, spliced.TestRows, spliced.Task));
        Assert.IsTrue(Enumerable.Range(0, 2_000).All(row => spliced.Test!.GetClass(row) == row % 2));
        Assert.AreEqual(spliced.Train.Take(100).ContentHash, DataSets.Load("spliced", options with { TrainRows = 100 }).Train.ContentHash);
    }

    /// <summary>Cats and dogs alone, mixed: the first bytes of each photo say its class, its part and its number.</summary>
    private static byte[] MadeUpArchive() => Pack(
        ("train", [.. Enumerable.Range(0, 10_000).SelectMany(i => Record(i % 2 == 0 ? 5 : 3, i / 2))]),
        ("test", [.. Enumerable.Range(0, 2_000).SelectMany(i => Record(i % 2 == 0 ? 3 : 5, i / 2, test: true))]));

    private static byte[] Record(int c, int number, bool test = false)
    {
        var record = new byte[3_073];
        (record[0], record[1], record[2]) = ((byte)c, (byte)(number % 256), (byte)(number / 256));
        (record[3], record[4]) = ((byte)(test ? 1 : 0), (byte)(10 * c));
        return record;
    }

    private static byte[] Pack(params (string Name, byte[] Content)[] batches)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (name, content) in batches)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}_batch.bin")
                {
                    DataStream = new MemoryStream(content),
                });
            }
        }

        return packed.ToArray();
    }

    private static void AssertRows(MatrixDataView rows, int offset, bool test)
    {
        var ordered = CifarPhotos.Ordered(test, [3, 5]);
        var pixels = new float[3_072];
        for (var row = 0; row < rows.RowCount; row++)
        {
            rows.CopyFeatures(row, pixels);
            var photo = ordered[offset + row];
            Assert.AreEqual(row % 2, rows.GetClass(row));
            Assert.AreEqual(
                (photo.Index, photo.IsTest ? 1f : 0f, photo.Class * 10f), ((int)(pixels[0] + 256 * pixels[1]), pixels[2], pixels[3]));
        }
    }

    private static IEnumerable<(int, int)> Numbers(MatrixDataView rows)
    {
        var pixels = new float[3_072];
        for (var row = 0; row < rows.RowCount; row++)
        {
            rows.CopyFeatures(row, pixels);
            yield return ((int)pixels[3], (int)(pixels[0] + 256 * pixels[1]));
        }
    }

    private static CifarArchive Archive(byte[] content, out HttpListener server)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            server = new HttpListener();
            server.Prefixes.Add($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        var address = new Uri(server.Prefixes.Single() + "made-up.tar.gz");
        server.Start();
        var listener = server;
        _ = Task.Run(async () =>
        {
            var context = await listener.GetContextAsync();
            context.Response.ContentLength64 = content.Length;
            await context.Response.OutputStream.WriteAsync(content);
            context.Response.Close();
        });
        return new CifarArchive(address, Md5(content));
    }

#pragma warning disable CA5351 // the published checksum is MD5
    private static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351

    private sealed class Collector(List<DataProgress> reports) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => reports.Add(value);
    }
}
