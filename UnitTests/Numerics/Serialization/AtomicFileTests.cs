using MlPipelines.Numerics.Serialization;

namespace MlPipelines.UnitTests.Numerics.Serialization;

[TestClass]
public sealed class AtomicFileTests
{
    [TestMethod]
    public void Write_NewAndExistingFile_HasTheNewContentAlone()
    {
        var folder = Directory.CreateTempSubdirectory("mlpipelines-").FullName;
        try
        {
            var path = Path.Combine(folder, "a.bin");

            AtomicFile.Write(path, s => s.Write([1, 2, 3]));
            AtomicFile.Write(path, s => s.Write([4]));

            CollectionAssert.AreEqual(new byte[] { 4 }, File.ReadAllBytes(path));
            Assert.HasCount(1, Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Write_WriterThrows_KeepsTheOldFileAndLeavesNoOther()
    {
        var folder = Directory.CreateTempSubdirectory("mlpipelines-").FullName;
        try
        {
            var path = Path.Combine(folder, "a.bin");
            AtomicFile.Write(path, s => s.Write([1, 2, 3]));

            Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(path, s =>
            {
                s.Write([9]);
                throw new IOException("disk full");
            }));

            CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, File.ReadAllBytes(path));
            Assert.HasCount(1, Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Write_WithANameForTheOldFile_KeepsTwoGenerations()
    {
        var folder = Directory.CreateTempSubdirectory("mlpipelines-").FullName;
        try
        {
            var (path, previous) = (Path.Combine(folder, "a.bin"), Path.Combine(folder, "a.bin.previous"));
            for (byte generation = 1; generation <= 3; generation++)
                AtomicFile.Write(path, s => s.Write([generation]), previous);

            CollectionAssert.AreEqual(new byte[] { 3 }, File.ReadAllBytes(path));
            CollectionAssert.AreEqual(new byte[] { 2 }, File.ReadAllBytes(previous));

            Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(path, _ => throw new IOException("disk full"), previous));

            CollectionAssert.AreEqual(new byte[] { 3 }, File.ReadAllBytes(path));
            CollectionAssert.AreEqual(new byte[] { 2 }, File.ReadAllBytes(previous));
            Assert.HasCount(2, Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
