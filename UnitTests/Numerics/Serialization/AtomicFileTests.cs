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
}
