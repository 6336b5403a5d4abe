using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlPipelines.Reporting.Drawings;

/// <summary>
/// The styles of elements whose colours are others in dark: a class for each pair, which all drawings of a page share. The light ones count
/// on paper, whatever the screen shows.
/// </summary>
internal sealed partial class ThemeStyles
{
    private static readonly string[] Moved =
    [
        "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
        "stroke-miterlimit", "stop-color",
    ];

    private readonly Dictionary<(string Light, string Dark), string> _names = [];
    private readonly Dictionary<string, string> _light = [];

    /// <summary>Whether an attribute says a colour.</summary>
    public static bool IsColour(string name) => name is "fill" or "stroke" or "stop-color";

    /// <summary>Whether a text can stand for a colour in a style.</summary>
    public static bool IsColourValue(string value) => ColourText().IsMatch(value);

    /// <summary>Gives an element the class of its colours in both themes, in place of the attributes that it has for them.</summary>
    /// <param name="element">The element, with its light colours.</param>
    /// <param name="dark">The dark ones of those that differ, by the attribute's name.</param>
    public void Set(XElement element, IReadOnlyDictionary<string, string> dark)
    {
        var moved = element.Attributes()
            .Where(attribute => Moved.Contains(attribute.Name.LocalName) && ValueText().IsMatch(attribute.Value)).ToList();
        var light = string.Join(';', moved.Select(attribute => $"{attribute.Name.LocalName}:{attribute.Value}"));
        var others = string.Join(';', dark.Select(pair => $"{pair.Key}:{pair.Value}"));
        if (!_names.TryGetValue((light, others), out var name))
        {
            _names.Add((light, others), name = $"p{_names.Count}");
            _light.Add(name, light);
        }

        foreach (var attribute in moved)
            attribute.Remove();
        element.SetAttributeValue("class", name);
    }

    /// <summary>Whether an element is a line that covers what is below it: it has no area, no dashes, and nothing shines through.</summary>
    public bool IsPlainLine(XElement element)
    {
        var style = (string?)element.Attribute("class") is { } name && _light.TryGetValue(name, out var own) ? own
            : string.Join(';', element.Attributes().Select(attribute => $"{attribute.Name.LocalName}:{attribute.Value}"));
        return style.Split(';').Contains("fill:none") && !style.Contains("opacity") && !style.Contains("dash");
    }

    /// <summary>The rules of all classes.</summary>
    public string Rules()
    {
        var (light, dark) = (new StringBuilder(), new StringBuilder());
        foreach (var ((own, others), name) in _names)
        {
            light.Append($".{name}{{{own}}}");
            dark.Append($".{name}{{{others}}}");
        }

        return light.Length == 0 ? "" : $"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}";
    }

    [GeneratedRegex(@"^(#[0-9A-Fa-f]{3,8}|[A-Za-z]+|rgba?\([0-9., %]+\))$")]
    private static partial Regex ColourText();

    [GeneratedRegex(@"^[\w.,#%() -]+$")]
    private static partial Regex ValueText();
}
