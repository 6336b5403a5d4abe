namespace MlPipelines.MLNetParity.Commands;

/// <summary>Runs every program on genuine ML.NET and writes what it printed.</summary>
internal static class RecordCommand
{
    /// <summary>0, 1 when a program fails, or 2 on the embedded ML.NET, which is what the records judge.</summary>
    public static int Run(string folder)
    {
        if (Library.IsEmbedded)
        {
            Console.Error.WriteLine("Records are of genuine ML.NET: run with -p:MLNet=Packages.");
            return 2;
        }
        Directory.CreateDirectory(folder);
        var failed = 0;
        foreach (var program in ProgramCatalog.All)
        {
            if (program.TryExecute(out var transcript, out var error))
                transcript.Save(GenuineRecords.FileOf(folder, program));
            else
                Console.Error.WriteLine($"{program.Name} failed on {Library.Name} ({++failed}): {error}");
        }
        Console.WriteLine($"{ProgramCatalog.All.Count - failed} programs of {Library.Name} in {folder}");
        return failed == 0 ? 0 : 1;
    }
}
