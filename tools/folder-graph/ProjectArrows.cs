using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlPipelines.FolderGraph;

/// <summary>The arrows between projects: those that a page of documentation allows, and those that the project files draw.</summary>
public static partial class ProjectArrows
{
    /// <summary>
    /// Reads the allowed arrows: every line of the page's code blocks of the form <c>Experiments -> Pipelines, Statistics</c> allows these
    /// references of projects and packages. A project that may look at another may use what that one may look at.
    /// </summary>
    /// <exception cref="InvalidDataException">The page has no such line.</exception>
    public static ILookup<string, string> Allowed(string page)
    {
        var lines = File.ReadLines(page).Select(line => ArrowLine().Match(line)).Where(match => match.Success)
            .SelectMany(
                match => match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries),
                (match, target) => (From: match.Groups[1].Value, To: target))
            .ToList();
        return lines.Count > 0
            ? lines.ToLookup(arrow => arrow.From, arrow => arrow.To)
            : throw new InvalidDataException($"{page} has no line such as 'Experiments -> Pipelines, Statistics'.");
    }

    /// <summary>References of a project file that the page does not allow, as sentences.</summary>
    /// <param name="projectFile">The project file.</param>
    /// <param name="allowed">What <see cref="Allowed"/> gives.</param>
    public static IReadOnlyList<string> Against(string projectFile, ILookup<string, string> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        var name = Path.GetFileNameWithoutExtension(projectFile);
        var reach = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(allowed[name]);
        while (open.TryPop(out var target))
        {
            if (!reach.Add(target))
                continue;
            foreach (var further in allowed[target])
                open.Push(further);
        }

        return [.. References(projectFile).Where(target => !reach.Contains(target)).Select(target => $"{name} -> {target}")];
    }

    /// <summary>
    /// The projects and packages that a project file refers to and that its assembly uses; not those that a property names.
    /// </summary>
    private static IEnumerable<string> References(string projectFile)
    {
        var file = XDocument.Load(projectFile);
        return file.Descendants("ProjectReference").Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Concat(file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value))
            .Where(name => !name.StartsWith("$(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\s*([A-Z]\w*) -> ([\w., ]+?)\s*$")]
    private static partial Regex ArrowLine();
}
