using MlPipelines.Data.Files;

namespace MlPipelines.UnitTests.Data.Idx;

[TestClass]
public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static byte[] Labels(params byte[] values) => [0, 0, 8, 1, 0, 0, 0, (byte)values.Length, .. values];

    private DataFileException Fails(byte[] content, int dimensions = 1) =>
        Assert.ThrowsExactly<DataFileException>(() => IdxReader.Read(_folder.WriteGzip("f.gz", content), dimensions));

    private void Says(string text, DataFileException e) => Assert.AreEqual(Path.Combine(_folder.Path, "f.gz") + text, e.Message);

    [TestMethod]
    public void Read_OfGzipAndPlainImages_GivesShapeAndValues()
    {
        byte[] content = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
        foreach (var path in new[] { _folder.WriteGzip("a.gz", content), _folder.Write("b.gz", content) })
        {
            var array = IdxReader.Read(path, 3);
            CollectionAssert.AreEqual(new[] { 2, 1, 3 }, array.Dimensions);
            CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6 }, array.Values);
        }
    }

    [TestMethod]
    public void Read_OfImagesForLabels_SaysWhichMagicNumber() =>
        Says(
            ", offset 0: expected the IDX magic number 00000801 (labels: unsigned bytes, 1 dimension), found 00000803. This is not such a "
                + "file, or the names of two files were exchanged.",
            Fails([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7]));

    [TestMethod]
    public void Read_OfForeignOrEmptyFile_SaysWhatWasFound()
    {
        Says(
            ", offset 0: expected the IDX magic number 00000803 (images: unsigned bytes, 3 dimensions), found 3c68746d. This is not such "
                + "a file, or the names of two files were exchanged.",
            Fails("<html>not here</html>"u8.ToArray(), 3));
        Assert.Contains("found an empty file", Fails([]).Message);
    }

    [TestMethod]
    public void Read_OfTruncatedHeader_SaysWhere() =>
        Says(
            ", offset 6: the file ends after 6 bytes, within its header of 8. Get the file again from its source.",
            Fails([0, 0, 8, 1, 0, 0]));

    [TestMethod]
    public void Read_OfTruncatedValues_SaysHowMany()
    {
        var e = Fails(Labels(1, 2, 3)[..^1]);
        Says(", offset 10: the file ends after 2 of 3 values. Get the file again from its source.", e);
        Assert.AreEqual(10, e.Offset);
    }

    [TestMethod]
    public void Read_OfTrailingBytes_SaysWhere() =>
        Says(
            ", offset 11: expected the end of the file after 3 values, found more bytes. Get the file again from its source.",
            Fails([.. Labels(1, 2, 3), 0]));

    [TestMethod]
    public void Read_OfHeaderPromisingGigabytes_TakesNoSuchMemory()
    {
        var before = GC.GetTotalAllocatedBytes();
        var e = Fails([0, 0, 8, 1, 0x7f, 0, 0, 0, 1]);
        Assert.Contains("the file ends after 1 of 2130706432 values", e.Message);
        Assert.IsLessThan(64L << 20, GC.GetTotalAllocatedBytes() - before);
        Assert.Contains("found -1", Fails([0, 0, 8, 1, 0xff, 0xff, 0xff, 0xff]).Message);
        Assert.Contains("dimensions 65536 x 65536 are more than", Fails([0, 0, 8, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1], 3).Message);
    }

    [TestMethod]
    public void Read_OfDamagedGzip_SaysSo()
    {
        var bytes = File.ReadAllBytes(_folder.WriteGzip("good.gz", Labels([.. Enumerable.Range(0, 200).Select(i => (byte)(i * 37))])));
        bytes[10] ^= 0xff;
        var path = _folder.Write("f.gz", bytes);
        Assert.Contains(path, Assert.ThrowsExactly<DataFileException>(() => IdxReader.Read(path, 1)).Message);
    }

    [TestMethod]
    public void Read_OfEveryPrefix_Throws()
    {
        byte[] content = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];
        var gzip = File.ReadAllBytes(_folder.WriteGzip("whole.gz", content));
        for (var length = 0; length < content.Length; length++)
            Assert.ThrowsExactly<DataFileException>(() => IdxReader.Read(_folder.Write("f.gz", content[..length]), 3), $"{length} bytes");
        for (var length = 0; length < gzip.Length; length++)
        {
            Assert.ThrowsExactly<DataFileException>(
                () => IdxReader.Read(_folder.Write("f.gz", gzip[..length]), 3), $"{length} compressed bytes");
        }
    }
}
