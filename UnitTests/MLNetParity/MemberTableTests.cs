using MlPipelines.MLNetParity;

namespace MlPipelines.UnitTests.MLNetParity;

/// <summary>docs/mlnet-members.md is true of the library that the tests run on, whichever that is.</summary>
[TestClass]
public sealed class MemberTableTests
{
    private const string Remedy = "Write docs/mlnet-members.md anew: dotnet run -c Release --project tools/mlnet-parity -- members";

    private static readonly MemberTable Table = MemberTable.Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "mlnet-members.md")));

    private static readonly ApiSurface Surface = ApiSurface.OfThisLibrary();

    [TestMethod]
    public void Table_Types_AreThoseOfTheLibrary()
    {
        IEnumerable<string> expected = Library.IsEmbedded ? Table.Present.Types.Keys : Table.Present.Types.Keys.Concat(Table.AbsentTypes);

        AssertSame(expected, Surface.Types.Keys, "types");
    }

    [TestMethod]
    public void Table_Members_AreThoseOfTheLibrary()
    {
        Assert.IsGreaterThan(100, Table.Present.Types.Count);
        foreach (var (type, present) in Table.Present.Types)
        {
            IEnumerable<string> expected = Library.IsEmbedded ? present : present.Concat(Table.Absent.Types[type]);
            AssertSame(expected, Surface.Types.GetValueOrDefault(type) ?? [], type);
        }
    }

    private static void AssertSame(IEnumerable<string> listed, IEnumerable<string> found, string what)
    {
        var missing = listed.Except(found).ToArray();
        var unlisted = found.Except(listed).ToArray();
        Assert.IsTrue(
            missing.Length + unlisted.Length == 0,
            $"{what}: listed, but not in {Library.Name}: {string.Join(" ", missing)}; there, but not listed: {string.Join(" ", unlisted)}. {Remedy}");
    }
}
