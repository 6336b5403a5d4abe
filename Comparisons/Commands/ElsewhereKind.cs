using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;

namespace MlPipelines.Comparisons.Commands;

/// <summary>A kind of learner that this program does not have and another program of this project has.</summary>
/// <param name="Name">The kind's name.</param>
/// <param name="Program">The project of the program that has it.</param>
/// <param name="Page">The page that tells more.</param>
internal sealed record ElsewhereKind(string Name, string Program, string Page)
{
    private static readonly ElsewhereKind[] All = [new("torch-mlp", "Samples/Torch", "docs/torch.md")];

    /// <summary>What to do to have it, as the end of a sentence.</summary>
    public string Remedy =>
        $"{Name} is in the program {Program}, which takes the same arguments: dotnet run -c Release --project {Program} -- run countries "
            + $"--beside {Name} ({Page})";

    /// <summary>The kind of a name, or null where no program of this project is known to have it.</summary>
    public static ElsewhereKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The words of an error, and where it is about a kind that another program has, which one.</summary>
    public static string WithRemedy(SuiteException exception) =>
        exception is UnknownKindException unknown && Find(unknown.Kind) is { } elsewhere
        ? $"{exception.Message.TrimEnd('.')}; {elsewhere.Remedy}."
        : exception.Message;
}
