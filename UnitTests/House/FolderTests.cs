using MlPipelines.FolderGraph;

namespace MlPipelines.UnitTests.House;

/// <summary>
/// The rules of the house: folders without circles, and projects that look only where the page on architecture lets them.
/// </summary>
[TestClass]
public sealed class FolderTests
{
    [TestMethod]
    public void Folders_OfEveryProject_HaveNoCircle()
    {
        var house = FolderGraph.House.Find(AppContext.BaseDirectory);
        var circles = house.Projects()
            .SelectMany(project => Circles.Of(project.Arrows()), (project, circle) => $"{project.Name}: {string.Join(", ", circle)}")
            .ToList();

        Assert.IsGreaterThan(5, house.ProjectFiles.Count);
        Assert.AreEqual("", string.Join("\n", circles), "dotnet run --project tools/folder-graph shows the arrows of a circle.");
    }

    [TestMethod]
    public void Projects_References_AreThoseOfTheArchitecture() =>
        Assert.AreEqual("", string.Join("\n", FolderGraph.House.Find(AppContext.BaseDirectory).WrongArrows()));

    [TestMethod]
    public void Arrows_OfFoldersThatUseEachOther_AreACircleWithItsPlaces()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Made.csproj", "<Project/>");
        Write("Top/Use.cs", "namespace Made.Top; public static class Use { public static int Two() => Left.A.One() + 1; }");
        Write("Left/A.cs", "namespace Made.Left; public static class A { public static int One() => new Right.B().Value; }");
        Write("Right/B.cs", "namespace Made.Right; public sealed class B { public int Value => 1; public Left.C? Other { get; } }");
        Write(
            "Left/C.cs", "namespace Made.Left; /// <summary>A comment may name <see cref=\"Top.Use\"/>.</summary>\npublic sealed class C;");

        var project = SourceProject.Read(folder.Path, []);
        var arrows = project.Arrows();

        CollectionAssert.AreEqual(
            new[] { "Left -> Right", "Right -> Left", "Top -> Left" }, arrows.Select(arrow => $"{arrow.From} -> {arrow.To}").ToList());
        Assert.AreEqual("Left/A.cs:1 new", arrows[0].Place.Replace('\\', '/'));
        Assert.AreEqual("Left, Right", string.Join(", ", Circles.Of(arrows).Single()));
        CollectionAssert.AreEqual(
            new[] { "Left, Right", "Top" }, Circles.Layers(arrows).Select(layer => string.Join(", ", layer)).ToList());
        Assert.AreEqual((4, 1), project.PublicTypes());

        void Write(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllText(folder[name], text);
        }
    }

    [TestMethod]
    public void Against_AReferenceThatThePageDoesNotAllow_IsNamed()
    {
        using var folder = new TemporaryFolder();
        var page = folder.Write(
            "architecture.md", "```\nTop -> Middle, Some.Package\nMiddle -> Low\n```\nLow -> is not an arrow, for words follow.\n");
        var allowed = ProjectArrows.Allowed(page);
        var project = folder.Write(
            "Middle.csproj",
            """
            <Project><ItemGroup>
            <ProjectReference Include="../Low/Low.csproj" /><ProjectReference Include="../Top/Top.csproj" />
            <PackageReference Include="Some.Package" />
            </ItemGroup></Project>
            """);

        CollectionAssert.AreEqual(new[] { "Middle -> Top", "Middle -> Some.Package" }, ProjectArrows.Against(project, allowed).ToList());
        Assert.Throws<InvalidDataException>(() => ProjectArrows.Allowed(folder.Write("empty.md", "no arrows")));
    }
}
