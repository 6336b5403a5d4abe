using System.Reflection;
using PublicApiGenerator;

namespace MlPipelines.UnitTests.House;

/// <summary>
/// What an assembly shows to a program that uses it, as a text in <c>UnitTests/House/PublicApi</c>: a change is made on purpose, and is
/// seen in the difference of that text.
/// </summary>
internal static class PublicApiText
{
    private const string Accept = "MLPIPELINES_ACCEPT_API";

    /// <summary>The folder of the approved texts.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "UnitTests", "House", "PublicApi");

    /// <summary>Fails where the assembly shows something else than its text says; with the variable set, writes the text.</summary>
    public static void RequireApproved(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        var file = Path.Combine(Folder, name + ".txt");
        var found = assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            ExcludeAttributes = ["System.Text.Json.Serialization.JsonDerivedTypeAttribute"],
        }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(file, found);
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";

        Assert.AreEqual(
            "", Difference(approved, found),
            $"The public API of {name} is not the one in UnitTests/House/PublicApi/{name}.txt. If you changed it on purpose, run\n"
                + $"  {Accept}=1 dotnet test -c Release --filter FullyQualifiedName~PublicApi\n"
                + "and commit the text. A member that was taken away, or changed, breaks programs: say so in CHANGELOG.md.");
    }

    /// <summary>Lines that only one of two texts has, those that went first; empty where the texts are equal.</summary>
    public static string Difference(string before, string after)
    {
        if (before == after)
            return "";
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var gone = old.Except(now).Select(line => $"- {line.Trim()}");
        var came = now.Except(old).Select(line => $"+ {line.Trim()}");
        var lines = gone.Concat(came).ToList();
        return lines.Count > 0 ? string.Join("\n", lines) : "The same lines stand in another order, or another number of times.";
    }
}
