using System.IO.Compression;
using MlPipelines.CustomTrainers.Backbones.Torch;
using MlPipelines.Numerics.Serialization;
using static MlPipelines.UnitTests.CustomTrainers.Backbones.PickleBytes;

namespace MlPipelines.UnitTests.CustomTrainers.Backbones;

[TestClass]
public sealed class TorchFileTests
{
    private const string File = "net.pth";

    /// <summary>
    /// Written by PyTorch 1.13: an ordered dictionary of <c>a.weight</c>, the transpose of [[0, 1, 2], [3, 4, 5]], and of <c>n</c>, 3.
    /// </summary>
    private const string ByTorch =
        "UEsDBAAACAgAAAAAAAAAAAAAAAAAAAAAAAALABcAeDEvZGF0YS5wa2xGQhMAWlpaWlpaWlpaWlpaWlpaWlpaWoACY2NvbGxlY3Rpb25zCk9yZG"
        + "VyZWREaWN0CnEAKVJxAShYCAAAAGEud2VpZ2h0cQJjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3RlbnNvcl92MgpxAygoWAcAAABzdG9yYWdlcQRj"
        + "dG9yY2gKRmxvYXRTdG9yYWdlCnEFWAEAAAAwcQZYAwAAAGNwdXEHSwZ0cQhRSwBLA0sChnEJSwFLA4ZxColoAClScQt0cQxScQ1YAQAAAG5xDm"
        + "gDKChoBGN0b3JjaApMb25nU3RvcmFnZQpxD1gBAAAAMXEQaAdLAXRxEVFLACkpiWgAKVJxEnRxE1JxFHUuUEsHCEZSuIT1AAAA9QAAAFBLAwQA"
        + "AAgIAAAAAAAAAAAAAAAAAAAAAAAACQAUAHgxL2RhdGEvMEZCEABaWlpaWlpaWlpaWlpaWlpaAAAAAAAAgD8AAABAAABAQAAAgEAAAKBAUEsHCB"
        + "eQ55EYAAAAGAAAAFBLAwQAAAgIAAAAAAAAAAAAAAAAAAAAAAAACQAxAHgxL2RhdGEvMUZCLQBaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpa"
        + "WlpaWlpaWlpaWlpaWlpaWloDAAAAAAAAAFBLBwiK2K3rCAAAAAgAAABQSwMEAAAICAAAAAAAAAAAAAAAAAAAAAAAAAoAQAB4MS92ZXJzaW9uRk"
        + "I8AFpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWjMKUEsHCNGeZ1UCAAAAAgAAAFBL"
        + "AQIAAAAACAgAAAAAAABGUriE9QAAAPUAAAALAAAAAAAAAAAAAAAAAAAAAAB4MS9kYXRhLnBrbFBLAQIAAAAACAgAAAAAAAAXkOeRGAAAABgAAA"
        + "AJAAAAAAAAAAAAAAAAAEUBAAB4MS9kYXRhLzBQSwECAAAAAAgIAAAAAAAAitit6wgAAAAIAAAACQAAAAAAAAAAAAAAAACoAQAAeDEvZGF0YS8x"
        + "UEsBAgAAAAAICAAAAAAAANGeZ1UCAAAAAgAAAAoAAAAAAAAAAAAAAAAAGAIAAHgxL3ZlcnNpb25QSwYGLAAAAAAAAAAeAy0AAAAAAAAAAAAEAA"
        + "AAAAAAAAQAAAAAAAAA3wAAAAAAAACSAgAAAAAAAFBLBgcAAAAAcQMAAAAAAAABAAAAUEsFBgAAAAAEAAQA3wAAAJICAAAAAA==";

    [TestMethod]
    public void Read_AFileOfPyTorch_GivesItsTensors()
    {
        var tensors = Read(Convert.FromBase64String(ByTorch));

        CollectionAssert.AreEqual(new[] { "a.weight", "n" }, tensors.Select(tensor => tensor.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 3, 2 }, tensors[0].Shape.ToArray());
        CollectionAssert.AreEqual(new[] { 0f, 3, 1, 4, 2, 5 }, Values<float>(tensors[0]));
        Assert.AreEqual(3, tensors[1].ToInt64());
    }

    [TestMethod]
    public void Read_OffsetsAndStrides_AreHonoured()
    {
        var tensors = Read(Archive(
            Pickle(
                ("part", Tensor("FloatStorage", "0", 8, offset: 1, [2, 2], [4, 2])),
                ("whole", Tensor("FloatStorage", "0", 8, offset: 0, [8], [1])),
                ("double", Tensor("DoubleStorage", "1", 2, offset: 1, [], []))),
            storages: [("0", Numbers(0f, 1, 2, 3, 4, 5, 6, 7)), ("1", Numbers(0.5, 0.1))]));

        CollectionAssert.AreEqual(new[] { 1f, 3, 5, 7 }, Values<float>(tensors[0]));
        CollectionAssert.AreEqual(new[] { 0f, 1, 2, 3, 4, 5, 6, 7 }, Values<float>(tensors[1]));
        CollectionAssert.AreEqual(new[] { 0.1 }, Values<double>(tensors[2]));
    }

    [TestMethod]
    public void Read_AttributesOfTheDictionary_ArePassedOver()
    {
        byte[] metadata = [(byte)'}', .. Text("_metadata"), .. Dictionary, (byte)'s', (byte)'b', (byte)'.'];
        byte[] pickle = [.. Pickle(("n", Tensor("LongStorage", "0", 1, 0, [], [])))[..^1], .. metadata];

        Assert.AreEqual(12, Read(Archive(pickle, storages: [("0", Numbers(12L))])).Single().ToInt64());
    }

    [TestMethod]
    public void Read_NamesOfPython_AreRefusedByThemselves()
    {
        Refused("'os.system' of Python is refused", [.. Start, .. Name("os", "system"), .. Text("echo"), 0x85, (byte)'R', (byte)'.']);
        Refused("'builtins.eval' of Python is refused", Pickle(("w", [.. Name("builtins", "eval"), .. Tuple(Text("1")), (byte)'R'])));
        Refused("'torch.HalfStorage' of Python is refused", Pickle(("w", Tensor("HalfStorage", "0", 1, 0, [1], [1]))));
        Refused("'collections.OrderedDict.x' of Python is refused", [.. Start, .. Name("collections", "OrderedDict.x"), (byte)'.']);
        Refused("a name has no end", [.. Start, (byte)'c', .. Enumerable.Repeat((byte)'a', 5000)]);
        Refused("the operation 0x69", [.. Start, (byte)'(', (byte)'i']);
        Refused("a call was found", Pickle(("w", [.. Name("collections", "OrderedDict"), .. Tuple(Number(1)), (byte)'R'])));
    }

    [TestMethod]
    public void Read_HugeSizes_AreRefusedWithoutRoomForThem()
    {
        byte[] Of(byte[] count, byte[] offset, byte[][] shape, byte[][] strides) =>
            Pickle(("w", Tensor(Storage("FloatStorage", "0", count), offset, Tuple(shape), Tuple(strides))));

        Refused("where 1152921504606846976 numbers of 4 bytes", Of(Long(1L << 60), Number(0), [Long(1L << 60)], [Number(1)]));
        Refused("does not lie inside its 2 numbers", Of(Number(2), Number(0), [Long(long.MaxValue), Number(2)], [Number(0), Number(1)]));
        Refused("does not lie inside its 2 numbers", Of(Number(2), Number(0), [Number(2), Number(1)], [Long(long.MaxValue), Number(1)]));
        Refused("does not lie inside its 2 numbers", Of(Number(2), Number(0), [Number(1000000)], [Number(0)]));
        Refused("does not lie inside its 2 numbers", Of(Number(2), Number(-1), [Number(1)], [Number(1)]));
        Refused("does not lie inside its 2 numbers", Of(Number(2), Number(1), [Number(2)], [Number(1)]));
        Refused("does not lie inside its 2 numbers", Of(Number(2), Number(1), [Number(2)], [Number(-1)]));
        Refused("none to a storage", Of(Number(-1), Number(0), [Number(1)], [Number(1)]));
        Refused("4294967295 bytes were expected", [.. Start, (byte)'X', 255, 255, 255, 255]);
    }

    [TestMethod]
    public void Read_ManyViewsOfOneStorage_AreRefused()
    {
        var storage = Numbers(new float[5000]);
        var views = Enumerable.Range(0, 30).Select(i => ($"w{i}", Tensor("FloatStorage", "0", 5000, 0, [5000], [1]))).ToArray();

        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read(Archive(Pickle(views), storages: [("0", storage)])));

        Assert.Contains("shares them with too many others", error.Message);
    }

    [TestMethod]
    public void Read_ADictionaryInsideItself_IsRefused()
    {
        byte[] pickle = [.. Start, .. Dictionary, (byte)'q', 0, .. Text("self"), (byte)'h', 0, (byte)'s', (byte)'.'];

        Refused("the entry 'self' of its dictionary is not a tensor", pickle);
    }

    [TestMethod]
    public void Read_StacksThatDoNotFit_AreRefused()
    {
        Refused("a value is asked for, where there is none", [.. Start, (byte)'q', 0]);
        Refused("where a mark is", [.. Start, (byte)'(', (byte)'.']);
        Refused("where there is no mark", [.. Start, (byte)'}', (byte)'u', (byte)'.']);
        Refused("which was not stored", [.. Start, (byte)'h', 4, (byte)'.']);
        Refused("not a dictionary", [.. Start, (byte)'N', (byte)'.']);
        Refused("not a text", [.. Start, .. Dictionary, .. Number(1), .. Number(1), (byte)'s', (byte)'.']);
        Refused("protocol 4", [0x80, 4, (byte)'.']);
        Refused("1 bytes were expected, but 0 are left", [.. Start, .. Dictionary]);
    }

    [TestMethod]
    public void Read_OtherArchives_AreRefusedWithWhatToDo()
    {
        var pickle = Pickle(("w", Tensor("FloatStorage", "0", 1, 0, [1], [1])));

        RefusedFile("torch.save(torch.load(path), new_path)", [0x80, 2, 0x8a, 10, 0x6c, 0xfc]);
        RefusedFile("it begins with 3132", "12"u8.ToArray());
        RefusedFile("it begins with ,", []);
        RefusedFile("is compressed", Archive([.. pickle, .. new byte[1000]], CompressionLevel.Optimal));
        RefusedFile("its byte order is 'big'", Archive(pickle, byteOrder: "big"));
        RefusedFile("no file 'data/0'", Archive(pickle));
        RefusedFile("has 8 bytes, where 1 numbers", Archive(pickle, storages: [("0", new byte[8])]));
        RefusedFile("0 files 'data.pkl'", EmptyArchive());
    }

    [TestMethod]
    public void Read_AFileCutOrChangedAnywhere_IsReadOrRefused()
    {
        var bytes = Convert.FromBase64String(ByTorch);
        for (var i = 0; i < bytes.Length; i++)
        {
            ReadOrRefuse(bytes[..i]);
            foreach (var change in (byte[])[0x01, 0x10, 0xff])
            {
                var damaged = bytes.ToArray();
                damaged[i] ^= change;
                ReadOrRefuse(damaged);
            }
        }

        static void ReadOrRefuse(byte[] bytes)
        {
            try
            {
                Read(bytes);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains(File, error.Message);
            }
        }
    }

    private static byte[] EmptyArchive()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("readme");
        return stream.ToArray();
    }

    private static void Refused(string message, byte[] pickle) =>
        RefusedFile(message, Archive(pickle, storages: [("0", Numbers(1f, 2))]));

    private static void RefusedFile(string message, byte[] file)
    {
        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read(file));
        Assert.Contains(File, error.Message);
        Assert.Contains(message, error.Message);
    }

    private static IReadOnlyList<Tensor> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return TorchFile.Read(stream, File);
    }

    private static T[] Values<T>(Tensor tensor)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var values = new T[tensor.Length];
        tensor.CopyTo<T>(values);
        return values;
    }
}
