using System.Formats.Tar;
using System.Text;
using MlPipelines.Data;
using MlPipelines.Data.Files;

namespace MlPipelines.UnitTests.Data.Files;

/// <summary>Tar archives whose headers were made to do harm.</summary>
[TestClass]
public sealed class TarEntriesTests
{
    private const int SizeField = 124, ChecksumField = 148, KindField = 156;

    [TestMethod]
    public void Read_NumberOutOfItsRange_SaysWhichEntry()
    {
        var archive = Archive();
        archive[SizeField] = 0x80; // a number of 8 bytes in base 256
        archive.AsSpan(SizeField + 4, 8).Fill(0xff);
        Seal(archive);

        Assert.AreEqual("the header of the entry 1 of the tar archive has a number out of its range.", Error(archive));
    }

    [TestMethod]
    public void Read_KindThatIsNotRead_SaysWhatToDo()
    {
        var archive = Archive();
        archive[KindField] = (byte)'S'; // a sparse file of GNU tar
        Seal(archive);

        var message = Error(archive);
        Assert.StartsWith("the entry 1 of the tar archive is of a kind that is not read (", message);
        Assert.EndsWith("): pack the files themselves.", message);
    }

    [TestMethod]
    public void Load_DamagedTarOfPictures_NamesTheArchive()
    {
        using var folder = new TemporaryFolder();
        var archive = Archive();
        archive[KindField] = (byte)'S';
        Seal(archive);
        var path = folder.Write("p.tar", archive);

        var error = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(path));

        Assert.StartsWith($"{path}: expected a folder, a zip archive, or a tar archive", error.Message);
        Assert.AreEqual(path, error.File);
    }

    [TestMethod]
    public void Load_TarThatAnnouncesMoreThanItHas_TakesLittleMemory()
    {
        using var folder = new TemporaryFolder();
        var archive = Archive()[..515];
        Encoding.ASCII.GetBytes("01000000000").CopyTo(archive, SizeField); // 128 MiB
        Seal(archive);
        var path = folder.WriteGzip("p.tar.gz", archive);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(path));

        Assert.IsLessThan(8 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Load_DamagedGzipOfPictures_NamesTheArchive()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.tar.gz", [0x1f, 0x8b, 9, .. new byte[30]]); // there is no method 9

        var error = Assert.ThrowsExactly<DataFileException>(() => ImageData.Load(path));

        Assert.StartsWith($"{path}: expected a folder, a zip archive, or a tar archive", error.Message);
    }

    private static string Error(byte[] archive) => Assert.ThrowsExactly<InvalidDataException>(
        () => TarEntries.Read(new MemoryStream(archive)).Count()).Message;

    private static byte[] Archive()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a/1.png") { DataStream = new MemoryStream([1, 2, 3]) });
        return stream.ToArray();
    }

    /// <summary>Makes the checksum of the first header fit.</summary>
    private static void Seal(byte[] archive)
    {
        archive.AsSpan(ChecksumField, 8).Fill((byte)' ');
        var sum = archive.Take(512).Sum(value => value);
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(archive, ChecksumField);
    }
}
