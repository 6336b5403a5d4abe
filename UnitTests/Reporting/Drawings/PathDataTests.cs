using MlPipelines.Reporting.Drawings;

namespace MlPipelines.UnitTests.Reporting.Drawings;

[TestClass]
public sealed class PathDataTests
{
    [TestMethod]
    [DataRow("M10 20L30 20L30.5 25.24L28 25.24", "M10 20h20l.5 5.2h-2.5")]
    [DataRow("M0.04 -0.26L0.5 0", "M0-.3l.5 .3")]
    [DataRow("M1 1L2 2L3 3L3 3L4 3Z", "M1 1l1 1 1 1h1z")]
    [DataRow("M5 5L5 5", "M5 5h0")]
    [DataRow("M1 1L2 1M5 5L5 9", "M1 1h1m3 4v4")]
    [DataRow("M0 0Q1 2 3 4C4 4 5 5 6 6Z", "M0 0q1 2 3 4c1 0 2 1 3 2z")]
    [DataRow("M1 1ZL2 2", "M1 1zl1 1")]
    [DataRow("M0 0A1 1 0 0 1 2 2", "M0 0A1 1 0 0 1 2 2")]
    [DataRow("m1 1l2 2", "m1 1l2 2")]
    [DataRow("M1e5 2L3 4", "M1e5 2L3 4")]
    [DataRow("M1 2L3", "M1 2L3")]
    [DataRow("M1 2L3 L4 5", "M1 2L3 L4 5")]
    [DataRow("", "")]
    public void Shorten_Path_IsRelativeInTenthsOrAsItWas(string path, string expected)
    {
        Assert.AreEqual(expected, PathData.Shorten(path));
    }

    [TestMethod]
    public void Shorten_LongPath_HasNoPlaceMoreThanATwentiethOff()
    {
        var random = new Random(1);
        List<(double X, double Y)> places =
            [.. Enumerable.Range(0, 2000).Select(_ => (500 * random.NextDouble(), -400 * random.NextDouble()))];
        var path = "M" + string.Join('L', places.Select(place => FormattableString.Invariant($"{place.X:0.###} {place.Y:0.###}")));

        var found = PathPlaces.Parts(PathData.Shorten(path)).Single();

        Assert.HasCount(places.Count, found);
        foreach (var (expected, shortened) in places.Zip(found))
        {
            Assert.AreEqual(expected.X, shortened.X, 0.0506); // a twentieth, and the digits that the text of the path lacks
            Assert.AreEqual(expected.Y, shortened.Y, 0.0506);
        }
    }
}
