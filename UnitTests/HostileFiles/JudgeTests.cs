using System.Text;
using MlPipelines.HostileFiles.Mutations;
using MlPipelines.HostileFiles.Readers;
using MlPipelines.HostileFiles.Running;
using MlPipelines.UnitTests.Conformance;

namespace MlPipelines.UnitTests.HostileFiles;

/// <summary>Readers with a planted fault: the check must find each.</summary>
[TestClass]
public sealed class JudgeTests
{
    [TestMethod]
    public void Check_SlipOfAProgram_IsAFaultAlsoWithinARefusal()
    {
        Assert.StartsWith("IndexOutOfRangeException: Index was", FaultOf(_ => throw Blunders.Index()));
        Assert.StartsWith("FormatException: ", FaultOf(_ => throw new FormatException("not documented for this reader")));
        Assert.StartsWith("NullReferenceException within a refusal: ", FaultOf(
            _ => throw new InvalidDataException("a sentence that says nothing", Blunders.Null())));
        Assert.StartsWith("no message: ", FaultOf(_ => throw new InvalidDataException("bad")));
        Assert.StartsWith("ArgumentOutOfRangeException within a refusal: ", FaultOf(_ => Wrapped(() => new List<int>()[3])));
        Assert.IsNull(FaultOf(_ => Wrapped(() => throw new ArgumentOutOfRangeException("x", "x must be above 0"))));
        Assert.IsNull(FaultOf(_ => throw new InvalidDataException("'x' has 3 bytes, where 4 were expected")));
    }

    private static string? Wrapped(Func<int> read)
    {
        try
        {
            return $"{read()}";
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"the file is damaged: {exception.Message}", exception);
        }
    }

    [TestMethod]
    public void Check_MuchMemoryForAFewBytes_IsAFault() =>
        Assert.AreEqual("96 MiB were allocated for 7 bytes", FaultOf(_ => $"{new byte[96 << 20].Length}".Length > 0 ? null : ""));

    [TestMethod]
    public void Check_DamageThatAChecksumShouldShow_IsAFault()
    {
        Assert.StartsWith("the damage was not noticed: ", FaultOf(place => $"{place.Content.Length} bytes", whole: "6 bytes"));
        Assert.IsNull(
            FaultOf(place => $"{place.Content.Length} bytes", isRepaired: true, whole: "6 bytes"), "its checksum was made to fit");
    }

    [TestMethod]
    public void Check_FileBesideTheFolder_IsAFault() => Assert.StartsWith(
        "something was written beside the folder",
        FaultOf(
            place =>
            {
                File.WriteAllText(Path.Combine(place.Folder, "..", "evil.txt"), "");
                return null;
            }, onDisk: true));

    [TestMethod]
    public void ReaderCheck_ReaderThatRefusesItsValidFile_Throws()
    {
        var reader = Reader(_ => throw new InvalidDataException("no file is good enough"), isRepaired: false);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => new ReaderCheck(reader, seed: 1));

        Assert.StartsWith("The valid file 0 of 'planted' is refused: ", error.Message);
    }

    /// <summary>What is wrong with the reading of a file to which one byte was added.</summary>
    /// <param name="read">Reads the damaged file.</param>
    /// <param name="isRepaired">Whether its checksum is said to fit.</param>
    /// <param name="onDisk">Whether it is read from the disk.</param>
    /// <param name="whole">What the valid file is read as.</param>
    private static string? FaultOf(Func<Place, string?> read, bool isRepaired = false, bool onDisk = false, string? whole = null)
    {
        var reader = Reader(place => place.Content.Length == 6 ? whole : read(place), isRepaired);
        using var check = new ReaderCheck(reader with { OnDisk = onDisk }, seed: 1);
        return check.Check(0).Fault;
    }

    private static HostileReader Reader(Func<Place, string?> read, bool isRepaired) => HostileReader.OfFile(
        "planted", typeof(InvalidDataException), () => [("seed", Encoding.ASCII.GetBytes("seed 1"))], Longer(isRepaired), read);

    private static Mutation Longer(bool isRepaired) => (file, source) =>
    {
        source.IsRepaired = isRepaired;
        return [.. file, (byte)'!'];
    };
}
