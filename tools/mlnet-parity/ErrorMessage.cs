namespace MlPipelines.MLNetParity;

/// <summary>An exception that a program gave.</summary>
/// <param name="Program">The program.</param>
/// <param name="Case">What was wrong.</param>
/// <param name="Type">The type of the exception, or "none".</param>
/// <param name="Text">Its message.</param>
public sealed record ErrorMessage(string Program, string Case, string Type, string Text)
{
    /// <summary>All exceptions of all programs, as this build's ML.NET gives them.</summary>
    public static IEnumerable<ErrorMessage> OfThisLibrary()
    {
        foreach (var program in ProgramCatalog.All)
        {
            program.TryExecute(out var transcript, out _);
            foreach (var (name, error) in transcript.Errors)
                yield return new ErrorMessage(program.Name, name, error?.GetType().Name ?? "none", OneLine(error?.Message ?? ""));
        }
    }

    /// <summary>Writes a line for each.</summary>
    public static void Save(string path, IEnumerable<ErrorMessage> messages) =>
        File.WriteAllLines(path, messages.Select(message => $"{message.Program}\t{message.Case}\t{message.Type}\t{message.Text}"));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static IEnumerable<ErrorMessage> Load(string path) =>
        File.ReadLines(path).Select(line => line.Split('\t')).Select(parts => new ErrorMessage(parts[0], parts[1], parts[2], parts[3]));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
