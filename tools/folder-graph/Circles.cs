namespace MlPipelines.FolderGraph;

/// <summary>Circles and layers of a graph of folders.</summary>
public static class Circles
{
    /// <summary>The groups of folders that reach each other, largest first: empty where every arrow looks down.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<FolderArrow> arrows)
    {
        ArgumentNullException.ThrowIfNull(arrows);
        var reach = Reach(arrows);
        return
        [
            .. reach.Keys.Where(folder => reach[folder].Contains(folder))
                .GroupBy(
                    folder => string.Join(' ', reach[folder].Where(other => reach[other].Contains(folder)).Order(StringComparer.Ordinal)))
                .Select(group => (IReadOnlyList<string>)[.. group.Order(StringComparer.Ordinal)])
                .OrderByDescending(group => group.Count),
        ];
    }

    /// <summary>
    /// The folders by how many others their arrows lead to, fewest first: none looks at one of a later layer. Folders of a circle stand
    /// in one layer.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Layers(IReadOnlyList<FolderArrow> arrows)
    {
        ArgumentNullException.ThrowIfNull(arrows);
        var reach = Reach(arrows);
        return
        [
            .. reach.Keys.GroupBy(folder => reach[folder].Count(other => other != folder)).OrderBy(group => group.Key)
                .Select(group => (IReadOnlyList<string>)[.. group.Order(StringComparer.Ordinal)]),
        ];
    }

    /// <summary>For every folder all that its arrows lead to, directly or through others.</summary>
    private static Dictionary<string, HashSet<string>> Reach(IReadOnlyList<FolderArrow> arrows)
    {
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var reach = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var folder in arrows.SelectMany(arrow => (string[])[arrow.From, arrow.To]).Distinct())
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>(next[folder]);
            while (open.TryPop(out var other))
            {
                if (!found.Add(other))
                    continue;
                foreach (var further in next[other])
                    open.Push(further);
            }

            reach[folder] = found;
        }

        return reach;
    }
}
