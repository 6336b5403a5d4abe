using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The kinds of learner, and the settings of one, as text.</summary>
internal static class LearnerKindText
{
    /// <summary>Writes every kind of a catalog with what it is and the tasks that it learns.</summary>
    public static void ShowAll(TextWriter output, LearnerCatalog learners)
    {
        foreach (var kind in learners.All)
        {
            output.WriteLine(kind.Name);
            output.WriteLine($"    {kind.Description}");
            output.WriteLine($"    learns {Tasks(kind)}");
        }

        foreach (var why in LearnerKinds.Missing)
            output.WriteLine(why);
    }

    /// <summary>Writes one kind with every setting: name, default, which values it takes, what it means.</summary>
    public static void Show(TextWriter output, LearnerKind kind)
    {
        output.WriteLine($"{kind.Name}: {kind.Description}");
        output.WriteLine($"learns {Tasks(kind)}");
        output.WriteLine("settings with their defaults:");
        foreach (var setting in kind.Definitions)
        {
            output.WriteLine($"  {setting.Name}={setting.DefaultText}");
            output.WriteLine($"      {setting.Description}");
            output.WriteLine($"      takes {setting.Expected}");
        }
    }

    private static string Tasks(LearnerKind kind) => string.Join(", ", kind.Tasks).ToLowerInvariant();
}
