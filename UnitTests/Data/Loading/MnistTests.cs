using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;

namespace MlPipelines.UnitTests.Data.Loading;

[TestClass]
public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private DataSetOptions Offline =>
        new() { DataDirectory = _folder.Path, CacheDirectory = Path.Combine(_folder.Path, "cache"), AllowDownload = false };

    [TestMethod]
    public void Read_OfRightShapeAndWrongContent_SaysBothChecksums()
    {
        byte[] content = [0, 0, 8, 1, 0, 0, 0x27, 0x10, .. new byte[10_000]];
        var path = _folder.WriteGzip("t10k-labels-idx1-ubyte.gz", content);
        var e = Assert.ThrowsExactly<DataFileException>(() => MnistFile.TestLabels.Read(path));
        Assert.AreEqual(
            $"{path}: wrong checksum: expected MD5 27ae3e4e09519cfbb04c329615203637 of the uncompressed content, found "
                + $"{Convert.ToHexStringLower(Md5(content))}. "
            + "This is not MNIST's t10k-labels-idx1-ubyte, or it is damaged: delete it and get it again from "
                + "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz.", e.Message);
    }

    [TestMethod]
    public void Read_OfWrongShape_SaysBothShapes()
    {
        var path = _folder.WriteGzip("train-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, 2, 1, 2]);
        var e = Assert.ThrowsExactly<DataFileException>(() => MnistFile.TrainLabels.Read(path));
        Assert.StartsWith($"{path}, offset 4: expected 60000, found 2. ", e.Message);
    }

    [TestMethod]
    public void Load_WithoutFilesOrDownload_NamesBothWays()
    {
        _folder.Write("mnist/train-labels-idx1-ubyte.gz", [1]);
        var e = Assert.ThrowsExactly<DataNotFoundException>(() => DataSets.Load("mnist", Offline));
        Assert.AreEqual(
            $"mnist: train-images-idx3-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz not found in {_folder.Path}/mnist "
                + $"and {_folder.Path}/cache/mnist, and downloads are not allowed. "
            + "Set MLPIPELINES_DATA or DataSetOptions.DataDirectory to a folder with mnist/train-images-idx3-ubyte.gz "
            + "and the other three files, or leave out the data directory to download it.",
            e.Message.Replace('\\', '/'));
    }

    [TestMethod]
    public void Load_WithoutFiles_StandsInOnlyWhenAllowedAndSaysSo()
    {
        var set = DataSets.Load(
            "mnist-50k", Offline with { AllowStandIn = true, TrainRows = 20, ValidationRows = 10, TestRows = 10, Seed = 5 });
        Assert.AreEqual("digits", set.Name);
        Assert.IsTrue(set.Source.IsStandIn);
        Assert.AreEqual("mnist-50k", set.Source.StandsInFor);
        Assert.AreEqual("generated stand-in for mnist-50k: digits, generated from seed 5", set.Source.Text);
    }

    [TestMethod]
    public void Obtain_WhenTheDownloadFails_NamesBothWays()
    {
        var downloader = new Downloader(new AnsweringHandler(_ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound)));
        var e = Assert.ThrowsExactly<DataNotFoundException>(
            () => MnistFiles.Obtain("mnist", Offline with { AllowDownload = true }, downloader, null, CancellationToken.None));
        Assert.Contains("and the download from https://ossci-datasets.s3.amazonaws.com/mnist/ into", e.Message);
        Assert.Contains("404", e.Message);
        Assert.EndsWith("or try again with a network connection.", e.Message);
        Assert.IsEmpty(Directory.GetFiles(Path.Combine(_folder.Path, "cache", "mnist")));
    }

    [TestMethod]
    public void Load_PairOfRealFiles_HasTheirFirstFoursAndNines()
    {
        var options = RealData.Require("mnist");
        var pair = DataSets.Load("mnist-4-9", options);
        Assert.AreEqual((1_400, 0, 400, LearningTask.Binary), (pair.TrainRows, pair.ValidationRows, pair.TestRows, pair.Task));
        CollectionAssert.AreEqual(new[] { "4", "9" }, pair.ClassNames.ToArray());
        var all = DataSets.Load("mnist", options);
        int[] rows = [.. Enumerable.Range(0, all.TrainRows).Where(row => all.Train.GetClass(row) is 4 or 9)];
        float[] expected = new float[784], actual = new float[784];
        foreach (var i in (int[])[0, 1, 700, 1_399])
        {
            Assert.AreEqual(all.Train.GetClass(rows[i]) == 9 ? 1 : 0, pair.Train.GetClass(i));
            all.Train.CopyFeatures(rows[i], expected);
            pair.Train.CopyFeatures(i, actual);
            CollectionAssert.AreEqual(expected, actual);
        }

        Assert.AreEqual(rows.Length, DataSets.Load("mnist-4-9", options with { TrainRows = rows.Length }).TrainRows);
        var three = DataSets.Load("mnist-4-9", options with { TrainRows = 100, ValidationRows = 50 });
        Assert.AreEqual(pair.Train.Slice(100, 50).ContentHash, three.Validation!.ContentHash);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataSets.Load("mnist-4-9", options with { TrainRows = rows.Length + 1 }));
    }

    [TestMethod]
    public void Load_PairWithoutFiles_StandsIn()
    {
        var set = DataSets.Load("mnist-4-9", Offline with { AllowStandIn = true, TrainRows = 20, TestRows = 10, Seed = 5 });
        Assert.AreEqual("generated stand-in for mnist-4-9: digits-4-9, generated from seed 5", set.Source.Text);
        Assert.AreEqual((20, 10), (set.TrainRows, set.TestRows));
        Assert.AreEqual(2, Enumerable.Range(0, 20).Select(set.Train.GetClass).Distinct().Count());
    }

    [TestMethod]
    public void Load_OfRealFiles_HasTheirRowsAndSplits()
    {
        var options = RealData.Require("mnist");
        var all = DataSets.Load("mnist", options);
        var split = DataSets.Load("mnist-50k", options);
        Assert.AreEqual((60_000, 0, 10_000), (all.TrainRows, all.ValidationRows, all.TestRows));
        Assert.AreEqual((50_000, 10_000, 10_000), (split.TrainRows, split.ValidationRows, split.TestRows));
        Assert.AreEqual(784, all.FeatureCount);
        CollectionAssert.AreEqual(new[] { 5, 0, 4, 1, 9 }, Enumerable.Range(0, 5).Select(all.Train.GetClass).ToArray());
        CollectionAssert.AreEqual(new[] { 7, 2, 1, 0, 4 }, Enumerable.Range(0, 5).Select(all.Test!.GetClass).ToArray());
        var image = new float[784];
        all.Train.CopyFeatures(0, image);
        Assert.AreEqual(27_525f, image.Sum());
        Assert.AreEqual(all.Train.Slice(50_000, 10_000).ContentHash, split.Validation!.ContentHash);
    }

#pragma warning disable CA5351 // the published checksums are MD5
    private static byte[] Md5(byte[] content) => System.Security.Cryptography.MD5.HashData(content);
#pragma warning restore CA5351
}
