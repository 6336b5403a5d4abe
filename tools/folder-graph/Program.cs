using System.Globalization;
using MlPipelines.FolderGraph;

// Prints the graph of folders of every project, lowest layer first, its circles, and counts of files, lines and public types.
// Exit code 1 where there is a circle, or a reference that docs/architecture.md does not allow.
var house = House.Find(args.Length > 0 ? args[0] : Directory.GetCurrentDirectory());
var failures = 0;
var lines = new List<int>();
var (all, documented) = (0, 0);
foreach (var project in house.Projects())
{
    var arrows = project.Arrows();
    Console.WriteLine(project.Name);
    foreach (var layer in Circles.Layers(arrows))
        Console.WriteLine($"    {string.Join(", ", layer)}");
    foreach (var circle in Circles.Of(arrows))
    {
        failures++;
        Console.WriteLine($"    CIRCLE: {string.Join(", ", circle)}");
        foreach (var arrow in arrows.Where(arrow => circle.Contains(arrow.From) && circle.Contains(arrow.To)))
            Console.WriteLine($"        {arrow.From} -> {arrow.To}: {arrow.Place}");
    }

    var (types, commented) = project.PublicTypes();
    (all, documented) = (all + types, documented + commented);
    lines.AddRange(project.Files.Select(file => file.GetText().Lines.Count - 1));
}

foreach (var arrow in house.WrongArrows())
{
    failures++;
    Console.WriteLine($"AGAINST docs/architecture.md: {arrow}");
}

lines.Sort();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{lines.Count} files, median {lines[lines.Count / 2]} lines, {lines.Sum()} lines, {lines.Count(count => count > 300)} files past "
        + $"300, {lines.Count(count => count < 50)} under 50; {all} public types, {documented} of them documented"));
return failures > 0 ? 1 : 0;
