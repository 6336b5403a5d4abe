using System.Formats.Tar;
using System.IO.Compression;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.UnitTests.Data.Images;
using SkiaSharp;

namespace MlPipelines.UnitTests.Data;

[TestClass]
public sealed class ImageDataTests : IDisposable
{
    private static readonly ImageDataOptions Small = new() { Image = new() { Size = 8 } };

    private readonly TemporaryFolder _folder = new();

    /// <summary>How many pictures were made; no two are the same.</summary>
    private int _made;

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Load_OfFolderPerClass_IsABinaryTaskInThreeParts()
    {
        Write("pets", ("cat", 60), ("dog", 40));
        var data = ImageData.Load(_folder["pets"], Small);
        var set = data.DataSet;
        Assert.AreEqual(
            ("pets", LearningTask.Binary, 100, "3x8x8"),
            (set.Name, set.Task, set.TrainRows + set.ValidationRows + set.TestRows, $"{set.ImageShape}"));
        CollectionAssert.AreEqual(new[] { "cat", "dog" }, set.ClassNames.ToArray());
        Assert.IsTrue(set.ValidationRows is > 5 and < 27 && set.TestRows is > 5 and < 27, $"{set.ValidationRows} {set.TestRows}");
        foreach (var (rows, files) in new[]
            { (set.Train, data.TrainFiles), (set.Validation!, data.ValidationFiles), (set.Test!, data.TestFiles) })
        {
            Assert.HasCount(rows.RowCount, files);
            for (var row = 0; row < rows.RowCount; row++)
                AssertIs(rows, row, _folder[$"pets/{files[row]}"], files[row].StartsWith("dog/", StringComparison.Ordinal) ? 1 : 0);
        }

        // Every beginning has the shares of the whole.
        var dogs = Enumerable.Range(0, set.TrainRows).Count(row => set.Train.GetClass(row) == 1);
        var early = Enumerable.Range(0, set.TrainRows / 2).Count(row => set.Train.GetClass(row) == 1);
        Assert.IsTrue(Math.Abs(early - dogs / 2.0) <= 1.5, $"{early} of {dogs}");
        Assert.IsEmpty(data.Notes);
    }

    [TestMethod]
    public void Load_OfArchives_HasTheRowsOfTheFolder()
    {
        Write("a/train", ("x", 5), ("y", 7), ("z", 4));
        Write("a/test", ("x", 3), ("y", 2), ("z", 2));
        Write("a/val", ("x", 2), ("y", 2), ("z", 2));
        var folder = ImageData.Load(_folder["a"], Small).DataSet;
        Assert.AreEqual((16, 6, 7, LearningTask.Multiclass), (folder.TrainRows, folder.ValidationRows, folder.TestRows, folder.Task));
        TarFile.CreateFromDirectory(_folder["a"], _folder["plain.tar"], includeBaseDirectory: true);
        _folder.WriteGzip("packed.tar.gz", File.ReadAllBytes(_folder["plain.tar"]));
        ZipFile.CreateFromDirectory(_folder["a"], _folder["a.zip"]);
        foreach (var name in new[] { "plain.tar", "packed.tar.gz", "a.zip" })
            Assert.AreEqual(folder.ContentHash, ImageData.Load(_folder[name], Small).DataSet.ContentHash, name);
        foreach (var threads in new[] { 1, 3 })
            Assert.AreEqual(folder.ContentHash, ImageData.Load(_folder["a"], Small with { Threads = threads }).DataSet.ContentHash);
    }

    [TestMethod]
    public void Load_WhenFilesAreAdded_KeepsThePartOfEachFile()
    {
        Write("p", ("a", 40), ("b", 40));
        var before = PartsOf(ImageData.Load(_folder["p"], Small));
        for (var i = 0; i < 40; i++)
            _folder.Write($"p/{(i % 2 == 0 ? "a" : "b")}/0 new {i}.png", PictureFiles.Waves(1_000 + i, 8, 8, SKEncodedImageFormat.Png));
        File.Copy(_folder["p/a/3.png"], _folder["p/a/copy.png"]);
        var after = PartsOf(ImageData.Load(_folder["p"], Small));
        Assert.HasCount(121, after);
        foreach (var (name, part) in before)
            Assert.AreEqual(part, after[name], name);
        Assert.AreEqual(after["a/3.png"], after["a/copy.png"]);
        var other = PartsOf(ImageData.Load(_folder["p"], Small with { Seed = 2 }));
        Assert.IsGreaterThan(5, after.Count(file => other[file.Key] != file.Value));
    }

    [TestMethod]
    public void Load_WithTrainAndTestFolder_ValidatesOnAShareOfTrain()
    {
        Write("p/train", ("a", 50), ("b", 50));
        Write("p/test", ("a", 4), ("b", 4));
        var data = ImageData.Load(_folder["p"], Small with { ValidationShare = 0.3 });
        Assert.AreEqual(8, data.DataSet.TestRows);
        Assert.IsTrue(data.DataSet.ValidationRows is > 15 and < 45, $"{data.DataSet.ValidationRows}");
        Assert.IsTrue(data.TestFiles.All(file => file.StartsWith("test/", StringComparison.Ordinal)));
        Assert.IsTrue(data.ValidationFiles.All(file => file.StartsWith("train/", StringComparison.Ordinal)));
        var none = ImageData.Load(_folder["p"], Small with { ValidationShare = 0, TrainRows = 10, TestRows = 2 }).DataSet;
        Assert.AreEqual((10, 0, 2), (none.TrainRows, none.ValidationRows, none.TestRows));
        Assert.AreEqual(5, Enumerable.Range(0, 10).Count(row => none.Train.GetClass(row) == 1));
    }

    [TestMethod]
    public void Load_WithPositive_NamesTheTrueClass()
    {
        Write("p", ("cat", 9), ("dog", 9));
        var data = ImageData.Load(_folder["p"], Small with { Positive = "cat" });
        CollectionAssert.AreEqual(new[] { "dog", "cat" }, data.DataSet.ClassNames.ToArray());
        Assert.AreEqual(
            data.TrainFiles[0].StartsWith("cat/", StringComparison.Ordinal) ? 1 : 0, data.DataSet.Train.GetClass(0));
        var e = Assert.Throws<ArgumentException>(() => ImageData.Load(_folder["p"], Small with { Positive = "cow" }));
        Assert.Contains("a positive class must be one of two, found 'cow' and the classes cat, dog.", e.Message);
    }

    [TestMethod]
    public void Load_OfOddNames_ReadsPicturesAndNamesTheRest()
    {
        Write("p", ("été", 6), ("日本 (1)", 6));
        var picture = PictureFiles.Waves(77, 8, 8, SKEncodedImageFormat.Jpeg);
        _folder.Write("p/été/deep/er/PHOTO.JPG", picture);
        _folder.Write("p/été/Picture.JpEg", PictureFiles.Waves(78, 8, 8, SKEncodedImageFormat.Jpeg));
        _folder.Write("p/été/Thumbs.db", "x");
        _folder.Write("p/.DS_Store", "x");
        _folder.Write("p/readme.txt", "x");
        _folder.Write("p/été/._PHOTO.JPG", "x");
        Directory.CreateDirectory(_folder["p/empty"]);
        _folder.Write("p/日本 (1)/copy.jpg", picture);
        var data = ImageData.Load(_folder["p"], Small);
        CollectionAssert.AreEqual(new[] { "été", "日本 (1)" }, data.DataSet.ClassNames.ToArray());
        Assert.IsTrue(PartsOf(data).ContainsKey("été/deep/er/PHOTO.JPG"));
        CollectionAssert.AreEquivalent(
            new[] { ".DS_Store", "readme.txt", "été/._PHOTO.JPG", "été/Thumbs.db" }, data.Ignored.ToArray());
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "4 files are no pictures by their extension and were passed over, such as .DS_Store.",
                "The folder empty has no pictures; it is not a class.",
                "1 files have the content of another one, such as été/deep/er/PHOTO.JPG and 日本 (1)/copy.jpg.",
                "Files of equal content are in different classes, such as été/deep/er/PHOTO.JPG and 日本 (1)/copy.jpg.",
            },
            data.Notes.ToArray());
        TarFile.CreateFromDirectory(_folder["p"], _folder["p.tar"], includeBaseDirectory: false);
        Assert.AreEqual(data.DataSet.ContentHash, ImageData.Load(_folder["p.tar"], Small).DataSet.ContentHash);
    }

    [TestMethod]
    public void Load_OfBadPicture_IsAnErrorOrListed()
    {
        Write("p", ("a", 20), ("b", 20));
        var good = ImageData.Load(_folder["p"], Small);
        _folder.Write("p/a/cut.png", File.ReadAllBytes(_folder["p/a/0.png"])[..^30]);
        _folder.Write("p/b/text.jpg", "no picture");
        _folder.Write("p/b/empty.gif", "");
        var e = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(_folder["p"], Small));
        Assert.StartsWith(
            $"{Path.Combine(_folder["p"], "a/cut.png")}: the file ends before its picture does: it was cut short.", e.Message);
        ZipFile.CreateFromDirectory(_folder["p"], _folder["p.zip"]);
        e = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(_folder["p.zip"], Small));
        Assert.StartsWith($"{_folder["p.zip"]}, entry ", e.Message);

        var data = ImageData.Load(_folder["p"], Small with { BadImages = BadImages.Skip });
        CollectionAssert.AreEquivalent(new[] { "a/cut.png", "b/text.jpg", "b/empty.gif" }, data.Skipped.Select(bad => bad.Name).ToArray());
        Assert.AreEqual("the file is empty.", data.Skipped.Single(bad => bad.Name == "b/empty.gif").Reason);
        Assert.Contains("3 pictures could not be used and were left out.", data.Notes);
        CollectionAssert.AreEquivalent(PartsOf(good).ToArray(), PartsOf(data).ToArray());
        Assert.HasCount(data.DataSet.TrainRows, data.TrainFiles);
        for (var row = 0; row < data.DataSet.TrainRows; row++)
            AssertIs(data.DataSet.Train, row, _folder[$"p/{data.TrainFiles[row]}"], data.TrainFiles[row][0] - 'a');
    }

    [TestMethod]
    public void Load_OfWrongLayout_SaysWhatIsExpected()
    {
        Directory.CreateDirectory(_folder["none"]);
        AssertRefused("none", "expected pictures in one folder per class, found no file with a picture's extension");
        Write("one", ("cat", 3));
        Directory.CreateDirectory(_folder["one/dog"]);
        AssertRefused("one", "expected pictures of at least two classes, in one folder per class, found only cat.");
        Write("loose", ("cat", 3), ("dog", 3));
        _folder.Write("loose/7.png", PictureFiles.Plain(2, 2, SKColors.Red));
        AssertRefused("loose", "expected each picture in <class>, found 7.png: move it or take it out.");
        Write("mixed/train", ("cat", 3), ("dog", 3));
        Write("mixed", ("cow", 1));
        AssertRefused("mixed", "expected each picture in train/<class>, validation/<class> or test/<class>, found cow/0.png");
        Write("untaught/train", ("cat", 30), ("dog", 30));
        Write("untaught/test", ("cat", 3), ("cow", 3));
        AssertRefused("untaught", "expected files of every class to train on, found none of the class cow.");
        Assert.ThrowsExactly<FileNotFoundException>(() => ImageData.Load(_folder["nowhere"], Small));
        Assert.Throws<ArgumentException>(() => ImageData.Load(_folder["one"], Small with { TestShare = 0.9 }));
    }

    [TestMethod]
    public void Load_OfDamagedOrHostileArchive_IsRefused()
    {
        Write("p", ("a", 8), ("b", 8));
        TarFile.CreateFromDirectory(_folder["p"], _folder["p.tar"], includeBaseDirectory: false);
        var tar = File.ReadAllBytes(_folder["p.tar"]);
        _folder.Write("cut.tar", tar[..(tar.Length / 2)]);
        AssertRefused("cut.tar", "expected a folder, a zip archive, or a tar archive (compressed by gzip or not); after ");
        var packed = File.ReadAllBytes(_folder.WriteGzip("p.tgz", tar));
        _folder.Write("cut.tgz", packed[..(packed.Length / 2)]);
        AssertRefused("cut.tgz", "expected a folder, a zip archive, or a tar archive (compressed by gzip or not); after ");
        ZipFile.CreateFromDirectory(_folder["p"], _folder["p.zip"]);
        _folder.Write("cut.zip", File.ReadAllBytes(_folder["p.zip"])[..^40]);
        AssertRefused("cut.zip", "expected a folder, a zip archive, or a tar archive (compressed by gzip or not); after 0 entries");
        _folder.Write("text.zip", "not an archive");
        AssertRefused("text.zip", "expected a folder, a zip archive, or a tar archive (compressed by gzip or not); after 0 entries");

        using (var twice = ZipFile.Open(_folder["twice.zip"], ZipArchiveMode.Create))
        {
            for (var i = 0; i < 2; i++)
                twice.CreateEntryFromFile(_folder["p/a/0.png"], "a/0.png");
        }

        var e = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(_folder["twice.zip"], Small));
        Assert.AreEqual($"{_folder["twice.zip"]}, entry a/0.png: expected each name once, found it twice. Pack it again.", e.Message);
        e = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(_folder["p.zip"], Small with { MaxFiles = 10 }));
        Assert.Contains("expected at most 10 entries, found more.", e.Message);
        foreach (var name in new[] { "p", "p.tar", "p.tgz", "p.zip" })
        {
            e = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(_folder[name], Small with { MaxFileBytes = 100 }));
            Assert.Contains("expected at most 100 bytes, found ", e.Message);
        }
    }

    [TestMethod]
    public void Load_OfArchiveWithALinkAndPathsThatClimb_ReadsNothingOutside()
    {
        Write("p", ("a", 8), ("b", 8));
        using (var tar = new TarWriter(File.Create(_folder["links.tar"])))
        {
            for (var i = 0; i < 8; i++)
            {
                foreach (var name in new[] { "a", "b" })
                {
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"../{name}/{i}.png")
                    {
                        DataStream = new MemoryStream(File.ReadAllBytes(_folder[$"p/{name}/{i}.png"])),
                    });
                }
            }

            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "../a/link.png") { LinkName = _folder["p/a/0.png"] });
        }

        var e = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(_folder["links.tar"], Small with { ValidationShare = 0 }));
        Assert.Contains("links.tar, entry ../a/link.png: expected a file, found an entry of the kind SymbolicLink", e.Message);
        Assert.IsFalse(Directory.Exists(Path.Combine(Path.GetDirectoryName(_folder.Path)!, "a")));
    }

    [TestMethod]
    public void Load_TellsProgressAndCanBeCancelled()
    {
        Write("p", ("a", 10), ("b", 10));
        var reports = new List<DataProgress>();
        ImageData.Load(_folder["p"], Small, new Collector(reports.Add));
        Assert.AreEqual(new DataProgress("reading pictures of p", 20, 20, "rows"), reports[^1]);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ImageData.Load(_folder["p"], Small, null, source.Token));
    }

    private void Write(string root, params (string Class, int Count)[] classes)
    {
        foreach (var (name, count) in classes)
        {
            for (var i = 0; i < count; i++)
                _folder.Write($"{root}/{name}/{i}.png", PictureFiles.Waves(_made++, 9, 8, SKEncodedImageFormat.Png));
        }
    }

    private void AssertRefused(string name, string reason)
    {
        var e = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(_folder[name], Small));
        Assert.StartsWith($"{_folder[name]}: {reason}", e.Message);
        Assert.AreEqual(_folder[name], e.File);
    }

    private static void AssertIs(MatrixDataView rows, int row, string path, int label)
    {
        var pixels = new float[rows.FeatureCount];
        rows.CopyFeatures(row, pixels);
        CollectionAssert.AreEqual(ImageFile.Read(path, Small.Image), Array.ConvertAll(pixels, pixel => (byte)pixel), path);
        Assert.AreEqual(label, rows.GetClass(row), path);
    }

    private static Dictionary<string, string> PartsOf(ImageData data) => data.TrainFiles.Select(file => (file, "train"))
        .Concat(data.ValidationFiles.Select(file => (file, "validation"))).Concat(data.TestFiles.Select(file => (file, "test")))
        .ToDictionary();

    private sealed class Collector(Action<DataProgress> report) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => report(value);
    }
}
