namespace MlPipelines.MLNetParity.Commands;

/// <summary>Writes docs/mlnet-members.md from the surfaces of both libraries.</summary>
internal static class MembersCommand
{
    /// <summary>0, or 2 when the packages cannot be built or run, or when this program runs on them.</summary>
    public static int Run()
    {
        if (!Library.IsEmbedded)
        {
            Console.Error.WriteLine("The table is of the embedded ML.NET: run without -p:MLNet=Packages.");
            return 2;
        }
        var file = Path.Combine(Directory.CreateTempSubdirectory("surface").FullName, "surface.txt");
        if (!Packages.Run("surface", file))
            return 2;
        var library = File.ReadLines(file).First();
        File.WriteAllLines(file, File.ReadAllLines(file)[1..]);
        var page = Path.Combine(Packages.RepositoryFolder(), "docs", "mlnet-members.md");
        File.WriteAllText(page, MemberTable.Of(ApiSurface.OfThisLibrary(), ApiSurface.Load(file)).ToMarkdown(library));
        Console.WriteLine(page);
        return 0;
    }

    /// <summary>Writes the surface of the library that this program runs on, after a line with its name.</summary>
    public static int WriteSurface(string path)
    {
        ApiSurface.OfThisLibrary().Save(path);
        File.WriteAllLines(path, [Library.Name, .. File.ReadAllLines(path)]);
        return 0;
    }
}
