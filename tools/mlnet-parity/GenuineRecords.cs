namespace MlPipelines.MLNetParity;

/// <summary>What the programs printed on genuine ML.NET, one file for each.</summary>
public static class GenuineRecords
{
    /// <summary>The folder of the records that are kept beside the programs.</summary>
    public static string Kept => Path.Combine(AppContext.BaseDirectory, "genuine");

    /// <summary>The genuine run of one program.</summary>
    /// <exception cref="FileNotFoundException">It has never been recorded.</exception>
    public static Transcript Read(string folder, ParityProgram program)
    {
        var path = FileOf(folder, program);
        return File.Exists(path)
            ? Transcript.Load(path)
            : throw new FileNotFoundException($"The program {program.Name} has no genuine record in {folder}: record it with -p:MLNet=Packages (tools/mlnet-parity/README.md).", path);
    }

    /// <summary>The file of one program's record.</summary>
    public static string FileOf(string folder, ParityProgram program) => Path.Combine(folder, program.Name + ".txt");
}
