using System.Text;

namespace MlPipelines.MLNetParity;

/// <summary>docs/mlnet-members.md: which types and members of genuine ML.NET the embedded one has.</summary>
public sealed class MemberTable
{
    private const string TypeHeading = "| type | Embedded: yes | Embedded: no |";
    private const string AbsentHeading = "## Types that Embedded does not have";

    /// <summary>The types and members that Embedded has.</summary>
    public ApiSurface Present { get; private init; } = new();

    /// <summary>The members that Embedded lacks in the types that it has.</summary>
    public ApiSurface Absent { get; private init; } = new();

    /// <summary>The types that it lacks whole.</summary>
    public SortedSet<string> AbsentTypes { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>The table of two surfaces.</summary>
    public static MemberTable Of(ApiSurface embedded, ApiSurface genuine)
    {
        var table = new MemberTable { Present = embedded };
        foreach (var (type, members) in genuine.Types)
        {
            if (embedded.Types.TryGetValue(type, out var present))
                table.Absent.Types[type] = new SortedSet<string>(members.Except(present), StringComparer.Ordinal);
            else
                table.AbsentTypes.Add(type);
        }
        return table;
    }

    /// <summary>The page.</summary>
    public string ToMarkdown(string library)
    {
        var members = Present.Types.Values.Sum(set => set.Count);
        var missing = Absent.Types.Values.Sum(set => set.Count);
        var text = new StringBuilder();
        text.AppendLine("# Members of ML.NET");
        text.AppendLine();
        text.AppendLine($"Which public types and members of {library} (Microsoft.ML and Microsoft.ML.FastTree) the embedded ML.NET has: {Present.Types.Count} types");
        text.AppendLine($"with {members} members; in those types it lacks {missing} members, and {AbsentTypes.Count} types it lacks whole. Inherited members count");
        text.AppendLine("in each type. What differs where both have a member is in [mlnet.md](mlnet.md).");
        text.AppendLine();
        text.AppendLine("`dotnet run -c Release --project tools/mlnet-parity -- members` writes this page; a test of either way holds it true.");
        text.AppendLine();
        text.AppendLine(TypeHeading);
        text.AppendLine("|---|---|---|");
        foreach (var (type, present) in Present.Types)
            text.AppendLine($"| `{type}` | {Cell(present)} | {Cell(Absent.Types.GetValueOrDefault(type) ?? [])} |");
        text.AppendLine();
        text.AppendLine(AbsentHeading);
        text.AppendLine();
        foreach (var type in AbsentTypes)
            text.AppendLine($"- `{type}`");
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Reads the page.</summary>
    public static MemberTable Parse(IEnumerable<string> lines)
    {
        var table = new MemberTable();
        foreach (var line in lines)
        {
            if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Trim('|').Split(" | ").Select(Names).ToArray();
                table.Present.Types[cells[0].Single()] = cells[1];
                table.Absent.Types[cells[0].Single()] = cells[2];
            }
            else if (line.StartsWith("- `", StringComparison.Ordinal))
            {
                table.AbsentTypes.Add(Names(line).Single());
            }
        }
        return table;
    }

    private static string Cell(SortedSet<string> members) => string.Join(' ', members.Select(member => $"`{member}`"));

    /// <summary>The texts between backticks.</summary>
    private static SortedSet<string> Names(string cell) => new(cell.Split('`').Where((_, i) => i % 2 == 1), StringComparer.Ordinal);
}
