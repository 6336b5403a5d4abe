namespace MlPipelines.MLNetParity.Commands;

/// <summary>Builds and runs the programs on the packages, then compares this build's programs with them.</summary>
internal static class BothCommand
{
    /// <summary>0 when all agree, 1 when not, 2 when the packages cannot be built or run.</summary>
    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("genuine").FullName;
        try
        {
            return Packages.Run("record", folder) ? CompareCommand.Run(folder) : 2;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
