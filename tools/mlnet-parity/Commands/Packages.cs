using System.Diagnostics;
using System.Reflection;

namespace MlPipelines.MLNetParity.Commands;

/// <summary>This program, built with the packages and run as another process.</summary>
internal static class Packages
{
    /// <summary>Runs a command; false when it cannot be built or fails.</summary>
    public static bool Run(params string[] command)
    {
        using var process = Process.Start(
            "dotnet", ["run", "-c", "Release", "--project", Path.Combine(RepositoryFolder(), "tools", "mlnet-parity"), "-p:MLNet=Packages", "--", .. command]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>The folder of the repository, above the one that this program was built into.</summary>
    public static string RepositoryFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "tools", "mlnet-parity", "MLNetParity.csproj")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} holds tools/mlnet-parity/MLNetParity.csproj: {Assembly.GetExecutingAssembly().GetName().Name} must run from its own build output.");
    }
}
