namespace MlPipelines.MLNetParity.Commands;

/// <summary>Prints what both libraries say of each wrong input, beside each other.</summary>
internal static class ErrorsCommand
{
    /// <summary>0, or 2 when the packages cannot be built or run.</summary>
    public static int Run(string programs)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("errors").FullName, "errors.txt");
        if (!Packages.Run("messages", file))
            return 2;
        var genuine = ErrorMessage.Load(file).ToLookup(message => (message.Program, message.Case));
        foreach (var group in ErrorMessage.OfThisLibrary().Where(message => message.Program.StartsWith(programs, StringComparison.Ordinal)).GroupBy(message => message.Program))
        {
            Console.WriteLine($"\n{group.Key}\n");
            Console.WriteLine($"| case | {Library.Name} | genuine |");
            Console.WriteLine("|---|---|---|");
            foreach (var message in group)
                Console.WriteLine($"| {message.Case} | {Cell(message)} | {Cell(genuine[(message.Program, message.Case)].First())} |");
        }
        return 0;
    }

    /// <summary>Writes what the library that this program runs on says.</summary>
    public static int Write(string path)
    {
        ErrorMessage.Save(path, ErrorMessage.OfThisLibrary());
        return 0;
    }

    private static string Cell(ErrorMessage message) => message.Text.Length == 0 ? message.Type : $"{message.Type}: {message.Text.Replace("|", "\\|", StringComparison.Ordinal)}";
}
