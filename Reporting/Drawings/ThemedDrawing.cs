using System.Xml.Linq;

namespace MlPipelines.Reporting.Drawings;

/// <summary>
/// One drawing in place of two that differ in their colours: the same picture in light and in dark. Their elements are gone through side by
/// side.
/// </summary>
internal static class ThemedDrawing
{
    /// <summary>The class of what is seen in light alone.</summary>
    public const string InLight = "in-light";

    /// <summary>The class of what is seen in dark alone.</summary>
    public const string InDark = "in-dark";

    /// <summary>
    /// Makes the light drawing one of both themes. Where colours differ, an element gets a class; an image of which there is another in
    /// dark is there twice.
    /// </summary>
    /// <param name="light">The light drawing; changed where the two can be one, and only then.</param>
    /// <param name="dark">The dark one.</param>
    /// <param name="styles">Where the classes are kept.</param>
    /// <returns>False where the two differ in more than colours, ids and images.</returns>
    public static bool TryMerge(XElement light, XElement dark, ThemeStyles styles)
    {
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(dark);
        var changes = new List<Action>();
        if (!Compare(light, dark, new Ids(IdOf(light), IdOf(dark)), styles, changes))
            return false;
        changes.ForEach(change => change());
        return true;
    }

    private static bool Compare(XElement light, XElement dark, Ids ids, ThemeStyles styles, List<Action> changes)
    {
        var (own, other) = (light.Attributes().ToList(), dark.Attributes().ToList());
        if (light.Name != dark.Name || own.Count != other.Count)
            return false;
        var colours = new Dictionary<string, string>();
        var isTwin = false;
        foreach (var (first, second) in own.Zip(other))
        {
            if (first.Name != second.Name)
                return false;
            if (ids.AreSame(first.Value, second.Value))
                continue;
            if (ThemeStyles.IsColour(first.Name.LocalName) && ThemeStyles.IsColourValue(first.Value)
                && ThemeStyles.IsColourValue(second.Value))
            {
                colours.Add(first.Name.LocalName, second.Value);
            }
            else if (light.Name.LocalName == "image" && first.Name.LocalName == "href")
            {
                isTwin = true;
            }
            else
            {
                return false;
            }
        }

        if (colours.Count > 0)
            changes.Add(() => styles.Set(light, colours));
        if (isTwin)
            changes.Add(() => ReplaceByBoth(light, dark));
        if (!light.HasElements || !dark.HasElements)
            return light.HasElements == dark.HasElements && light.Value == dark.Value;
        var (parts, others) = (light.Elements().ToList(), dark.Elements().ToList());
        return parts.Count == others.Count
            && parts.Zip(others).All(pair => Compare(pair.First, pair.Second, ids, styles, changes));
    }

    /// <summary>Puts the image of both themes in the place of the light one; who names it by its id names both.</summary>
    private static void ReplaceByBoth(XElement light, XElement dark)
    {
        var (first, second) = (new XElement(light), new XElement(dark));
        first.SetAttributeValue("class", InLight);
        second.SetAttributeValue("class", InDark);
        var id = first.Attribute("id");
        first.SetAttributeValue("id", null);
        second.SetAttributeValue("id", null);
        light.ReplaceWith(new XElement(light.Name.Namespace + "g", id, first, second));
    }

    /// <summary>What the ids within a drawing begin with, as the name of its title says; empty where it has none.</summary>
    private static string IdOf(XElement root) =>
        ((string?)root.Attribute("aria-labelledby"))?.Split("-title")[0] is { } id && !id.Contains(' ') ? id : "";

    /// <summary>What the ids of two drawings begin with.</summary>
    private sealed record Ids(string Light, string Dark)
    {
        /// <summary>Whether two values are the same but for the ids within them.</summary>
        public bool AreSame(string light, string dark) => light == dark
            || (Light.Length > 0 && Dark.Length > 0 && light.Replace(Light, Dark, StringComparison.Ordinal) == dark);
    }
}
