using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;

namespace MlPipelines.Experiments.Pictures;

/// <summary>
/// What Skia writes, made a picture for pages. Its texts name a font that a reader's machine may not have, and place the characters by
/// lists of numbers that end in a comma, which Firefox takes for an error and puts the text elsewhere. Here texts become outlines of the
/// program's own font: they look the same everywhere, also where a page shows the file as an image, which may load no font. A font within
/// each file would do as well, but is larger than all the outlines that a picture needs. For those who do not see it, a picture has a title
/// and a description.
/// </summary>
internal static partial class SvgText
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XName Link = XNamespace.Get("http://www.w3.org/1999/xlink") + "href";

    /// <summary>The SVG of Skia, as a picture.</summary>
    /// <param name="xml">What Skia wrote.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <param name="title">Its title.</param>
    /// <param name="description">What it says in words.</param>
    /// <param name="id">What tells it from other pictures: ids within it begin with a hash of it.</param>
    public static string Of(string xml, int width, int height, string title, string description, string id)
    {
        id = $"p{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 4))}";
        var root = XDocument.Parse(xml).Root!;
        Rename(root, id);
        DashMarks.Resolve(root);
        Shorten(root);
        var glyphs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in root.Descendants(Svg + "text").ToList())
            text.ReplaceWith(Outlines(text, id, glyphs));
        foreach (var image in root.Descendants(Svg + "image")) // cells of a map are squares, not blurred spots
            image.SetAttributeValue("style", "image-rendering:pixelated");

        root.ReplaceAttributes(
            root.Attributes().Where(attribute => attribute.IsNamespaceDeclaration),
            new XAttribute("width", width), new XAttribute("height", height), new XAttribute(
                "viewBox", FormattableString.Invariant($"0 0 {width} {height}")),
            new XAttribute("preserveAspectRatio", "xMidYMid meet"), new XAttribute("style", "max-width:100%;height:auto"),
            new XAttribute("role", "img"), new XAttribute("aria-labelledby", $"{id}-title {id}-description"));
        root.AddFirst(
            new XElement(Svg + "title", new XAttribute("id", $"{id}-title"), Printable(title)),
            new XElement(Svg + "desc", new XAttribute("id", $"{id}-description"), Printable(description)),
            new XElement(
                Svg + "defs",
                glyphs.Select(glyph => new XElement(Svg + "path", new XAttribute("id", glyph.Key), new XAttribute("d", glyph.Value)))));
        return BetweenGlyphs().Replace(root.ToString().ReplaceLineEndings("\n"), "") + "\n";
    }

    /// <summary>
    /// Ids are one namespace in a page: two pictures in it must not share them. Skia counts them through all that a process draws; here
    /// they begin anew.
    /// </summary>
    private static void Rename(XElement root, string id)
    {
        var names = new Dictionary<string, string>();
        foreach (var attribute in root.Descendants().Attributes("id"))
        {
            names.Add(attribute.Value, $"{id}-{names.Count}");
            attribute.Value = names[attribute.Value];
        }

        foreach (var attribute in root.Descendants().Attributes().ToList())
        {
            if (attribute.Name == Link && attribute.Value.StartsWith('#'))
                attribute.Value = $"#{names[attribute.Value[1..]]}";
            else if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal))
                attribute.Value = $"url(#{names[attribute.Value[5..^1]]})";
        }
    }

    /// <summary>
    /// Hundredths of a pixel are enough, and an area with its outline is one element: a surface of a thousand cells becomes a third as
    /// large.
    /// </summary>
    private static void Shorten(XElement root)
    {
        foreach (var attribute in root.Descendants().Attributes().ToList())
        {
            if (attribute.Name == "stroke-miterlimit" && attribute.Value == "4") // what it is anyway
            {
                attribute.Remove();
            }
            else if (IsMeasure(attribute.Name.LocalName) && IsShape(attribute.Parent!.Name.LocalName))
            {
                attribute.Value = LongNumber()
                    .Replace(
                        attribute.Value,
                        number => double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture));
            }
        }

        MergeClips(root);
        foreach (var outline in root.Descendants(Svg + "path").Where(path => path.Attribute("fill")?.Value == "none").ToList())
        {
            if (outline.PreviousNode is not XElement area || !IsAreaOf(outline, area))
                continue;
            area.Add(outline.Attributes().Where(attribute => attribute.Name.LocalName.StartsWith("stroke", StringComparison.Ordinal)));
            area.SetAttributeValue("d", outline.Attribute("d")!.Value);
            outline.Remove();
        }
    }

    private static bool IsMeasure(string name) => name is "d" or "x" or "y" or "cx" or "cy" or "rx" or "ry" or "width" or "height";

    private static bool IsShape(string name) => name is "path" or "rect" or "ellipse";

    /// <summary>Whether an area without an outline of its own has the same shape, at the same place, as the outline behind it.</summary>
    private static bool IsAreaOf(XElement outline, XElement area)
        => area.Name == outline.Name && area.Attribute("stroke") is null
            && area.Attribute("d")?.Value.TrimEnd('Z') == outline.Attribute("d")?.Value.TrimEnd('Z')
            && area.Attribute("transform")?.Value == outline.Attribute("transform")?.Value;

    private static bool HaveSameAttributes(XElement first, XElement second)
        => first.Name == second.Name
            && first.Attributes().Select(attribute => (attribute.Name, attribute.Value))
                .SequenceEqual(second.Attributes().Select(attribute => (attribute.Name, attribute.Value)));

    /// <summary>ScottPlot clips each of a plot's parts anew: neighbours that are clipped to the same rectangle become one group.</summary>
    private static void MergeClips(XElement root)
    {
        var first = new Dictionary<string, string>();
        foreach (var clip in root.Descendants(Svg + "clipPath").ToList())
        {
            var shape = string.Concat(clip.Nodes());
            var id = clip.Attribute("id")!.Value;
            if (first.TryAdd(shape, id))
                continue;
            foreach (var user in root.Descendants(Svg + "g").Attributes("clip-path").Where(attribute => attribute.Value == $"url(#{id})"))
                user.Value = $"url(#{first[shape]})";
            clip.Remove();
        }

        foreach (var group in root.Descendants(Svg + "g").Where(group => group.Attribute("clip-path") is not null).ToList())
        {
            while (group.Parent is not null && group.NextNode is XElement next && HaveSameAttributes(next, group))
            {
                var parts = next.Nodes().ToList();
                next.Remove();
                group.Add(parts);
            }
        }
    }

    [GeneratedRegex(@"\n *(?=<use x|</g>)(?<=<use x[^>]*/>\n *|<g [^>]*scale[^>]*>\n *)")]
    private static partial Regex BetweenGlyphs();

    [GeneratedRegex(@"-?\d+\.\d{3,}")]
    private static partial Regex LongNumber();

    /// <summary>A text's characters as references to their outlines, in units of the font, scaled to the text's size.</summary>
    private static XElement Outlines(XElement text, string id, SortedDictionary<string, string> glyphs)
    {
        var bold = text.Attribute("font-weight") is { } weight && weight.Value is not ("normal" or "400");
        var typeface = PictureFont.Typeface(bold);
        using var font = new SKFont(typeface, typeface.UnitsPerEm) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        var scale = double.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture) / typeface.UnitsPerEm;
        double[] x = Numbers(text.Attribute("x")), y = Numbers(text.Attribute("y"));
        var group = new XElement(
            Svg + "g", text.Attributes().Where(attribute => attribute.Name.LocalName is "fill" or "fill-opacity" or "opacity"));
        var place = FormattableString.Invariant($"translate(0 {y.FirstOrDefault():0.##}) scale({scale:0.######})");
        group.SetAttributeValue("transform", text.Attribute("transform") is { } transform ? $"{transform.Value} {place}" : place);
        foreach (var (rune, at) in text.Value.Trim().EnumerateRunes().Zip(x))
        {
            using var path = font.GetGlyphPath(typeface.GetGlyph(rune.Value));
            if (path is null || path.IsEmpty)
                continue;
            var name = FormattableString.Invariant($"{id}-{(bold ? 'b' : 'r')}{rune.Value:x}");
            glyphs.TryAdd(name, path.ToSvgPathData());
            group.Add(
                new XElement(
                    Svg + "use", new XAttribute("x", (at / scale).ToString("0", CultureInfo.InvariantCulture)),
                    new XAttribute(Link, $"#{name}")));
        }

        return group;
    }

    private static double[] Numbers(XAttribute? list) =>
        list is null ? []
            : [
                .. list.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                    .Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>XML has no place for control characters.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            printable.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return printable.ToString();
    }
}

/// <summary>
/// Carries the dashes of lines through Skia's writer of SVG, which cuts each dashed line into hundreds of pieces and complains about it on
/// the process's standard error. While this lives, dashed lines are solid and a little wider: by a part of a pixel that no other line has
/// and that tells the dashes, see <see cref="Resolve"/>.
/// </summary>
internal sealed class DashMarks : IDisposable
{
    private static readonly (LinePattern Pattern, float Wider)[] Marks =
    [
        (LinePattern.DenselyDashed, 1 / 64f),
        (LinePattern.Dotted, 2 / 64f),
        (LinePattern.Dashed, 3 / 64f),
    ];

    private readonly List<(LineStyle Line, LinePattern Pattern, float Width)> _before = [];

    /// <summary>Marks the dashed lines of a plot until it is disposed.</summary>
    public DashMarks(Plot plot)
    {
        foreach (var line in plot.PlottableList.OfType<IHasLine>().Select(plottable => plottable.LineStyle))
        {
            foreach (var (pattern, wider) in Marks.Where(mark => mark.Pattern.Name == line.Pattern.Name))
            {
                _before.Add((line, line.Pattern, line.Width));
                (line.Pattern, line.Width) = (LinePattern.Solid, line.Width + wider);
            }
        }
    }

    /// <summary>Gives the marked lines of an SVG their dashes and their own width.</summary>
    public static void Resolve(XElement root)
    {
        foreach (var stroke in root.Descendants().Attributes("stroke-width").ToList())
        {
            var width = float.Parse(stroke.Value, CultureInfo.InvariantCulture);
            foreach (var (pattern, wider) in Marks)
            {
                if (Math.Abs((width - wider) * 8 - MathF.Round((width - wider) * 8)) > 1e-4) // widths are whole eighths of a pixel
                    continue;
                stroke.Value = (width - wider).ToString("0.###", CultureInfo.InvariantCulture);
                stroke.Parent!.SetAttributeValue(
                    "stroke-dasharray",
                    string.Join(' ', pattern.Intervals.Select(interval => interval.ToString(CultureInfo.InvariantCulture))));
            }
        }
    }

    public void Dispose()
    {
        foreach (var (line, pattern, width) in _before)
            (line.Pattern, line.Width) = (pattern, width);
    }
}
