using System.Xml.Linq;
using MlPipelines.Experiments.Pictures;

namespace MlPipelines.Reporting.Drawings;

/// <summary>
/// The drawings of a page. The files of a picture, one for each theme, stand alone; a page has one drawing for both, and their colours and
/// their font once for all drawings. It is a fourth of the files' size, and opens faster.
/// </summary>
internal sealed class PageDrawings
{
    /// <summary>The name of the font in the page.</summary>
    public const string FontName = "Letters of pictures";

    private readonly ThemeStyles _styles = new();
    private readonly DrawnText _texts = new(new PageFont(PictureFiles.Font(bold: false)), new PageFont(PictureFiles.Font(bold: true)));

    /// <summary>The rules that the drawings need, all together; empty where there are none.</summary>
    public string Rules => _texts.Rules(FontName) + _styles.Rules();

    /// <summary>
    /// A picture as an element of the page: one for both themes where its files differ in no more than colours and images; else one for
    /// each.
    /// </summary>
    /// <param name="light">The text of the light SVG.</param>
    /// <param name="dark">That of the dark one; null for none.</param>
    public (string Light, string? Dark) Add(string light, string? dark)
    {
        var (first, second) = (SoundDrawing.Find(light), dark is null ? null : SoundDrawing.Find(dark));
        if (first is not null && second is not null && ThemedDrawing.TryMerge(first, second, _styles))
            return (Shortened(first), null);
        return (first is null ? light : Shortened(first), second is null ? dark : Shortened(second));
    }

    private string Shortened(XElement root)
    {
        _texts.Restore(root);
        foreach (var attribute in root.Attributes()
            .Where(attribute => attribute.Name.LocalName is "preserveAspectRatio" or "style").ToList()) // as the page has it anyway
        {
            attribute.Remove();
        }

        foreach (var shape in root.Descendants().Where(element => element.Name.LocalName is "path" or "rect" or "ellipse").ToList())
            Shorten(shape);
        foreach (var path in root.Descendants().Where(element => element.Name.LocalName == "path").ToList())
            Join(path);
        WithoutNamespaces(root);
        return root.ToString(SaveOptions.DisableFormatting).Replace(" />", "/>", StringComparison.Ordinal);
    }

    private static void Shorten(XElement shape)
    {
        foreach (var attribute in shape.Attributes())
        {
            attribute.Value = attribute.Name.LocalName switch
            {
                "d" => PathData.Shorten(attribute.Value),
                "x" or "y" or "cx" or "cy" or "width" or "height" => PathData.ShortenNumber(attribute.Value),
                _ => attribute.Value,
            };
        }
    }

    /// <summary>Lines of one style that follow one another, such as the ticks of an axis, become one.</summary>
    private void Join(XElement path)
    {
        if (path.Parent is null || path.Attribute("id") is not null || !_styles.IsPlainLine(path))
            return;
        while (path.NextNode is XElement next && next.Name == path.Name && next.Attribute("d") is { } more && !next.HasElements
            && StyleOf(next).SequenceEqual(StyleOf(path)))
        {
            path.SetAttributeValue("d", path.Attribute("d")?.Value + more.Value);
            next.Remove();
        }

        static IEnumerable<(XName, string)> StyleOf(XElement line) =>
            line.Attributes().Where(attribute => attribute.Name != "d").Select(attribute => (attribute.Name, attribute.Value));
    }

    /// <summary>In a page the elements of an SVG are known by their names alone.</summary>
    private static void WithoutNamespaces(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            element.ReplaceAttributes(element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration)
                .Select(attribute => new XAttribute(attribute.Name.LocalName, attribute.Value)).ToArray<object>());
        }
    }
}
