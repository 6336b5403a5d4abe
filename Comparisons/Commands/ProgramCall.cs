namespace MlPipelines.Comparisons.Commands;

/// <summary>How the program was called.</summary>
/// <param name="Arguments">The words of the command line.</param>
internal sealed record ProgramCall(IReadOnlyList<string> Arguments)
{
    /// <summary>The command line as a person types it.</summary>
    public string Text { get; init; } = string.Join(' ', Arguments.Select(Quoted));

    /// <summary>Whether nothing is trained: the results of other processes are put together.</summary>
    public bool IsMerge { get; init; }

    private static string Quoted(string word) =>
        word.Length > 0 && !word.Any(character => char.IsWhiteSpace(character) || character is '"' or '\'') ? word : $"'{word}'";
}
