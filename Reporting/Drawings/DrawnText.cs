using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlPipelines.Reporting.Drawings;

/// <summary>
/// The texts of a picture's file are outlines, each character named by its number, so that the file needs no font. A page has the font
/// once, for all of its pictures: in it they are texts again, which are much shorter, are drawn faster, and can be searched and copied.
/// </summary>
internal sealed partial class DrawnText
{
    private const double Near = 0.15; // pixels that a character may be off its place

    private readonly PageFont _regular, _bold;
    private bool _usesRegular, _usesBold;

    /// <summary>Makes texts.</summary>
    /// <param name="regular">The font of pictures.</param>
    /// <param name="bold">The same in bold.</param>
    public DrawnText(PageFont regular, PageFont bold)
    {
        (_regular, _bold) = (regular, bold);
    }

    /// <summary>
    /// Makes texts of all outlines of a drawing that are named so; the outlines that nothing names any more are taken out.
    /// </summary>
    public void Restore(XElement root)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (var group in root.Descendants().Where(element => element.Name.LocalName == "g").ToList())
        {
            if (TextOf(group) is { } text)
                group.ReplaceWith(text);
        }

        var named = root.Descendants().SelectMany(LinksOf).ToHashSet();
        foreach (var definitions in root.Elements().Where(element => element.Name.LocalName == "defs").ToList())
        {
            foreach (var outline in definitions.Elements()
                .Where(element => element.Name.LocalName == "path" && !named.Contains($"#{(string?)element.Attribute("id")}")).ToList())
            {
                outline.Remove();
            }

            if (!definitions.HasElements)
                definitions.Remove();
        }
    }

    /// <summary>The fonts of all texts that were made so far, as rules of a page; empty where there are none.</summary>
    /// <param name="name">The name that the page gives the font.</param>
    public string Rules(string name) =>
        (_usesRegular ? _regular.Rule(name, 400) : "") + (_usesBold ? _bold.Rule(name, 700) : "");

    private static IEnumerable<string> LinksOf(XElement element) =>
        element.Attributes().Where(attribute => attribute.Name.LocalName == "href").Select(attribute => attribute.Value);

    /// <summary>The text that a group of outlines is; null where it is none.</summary>
    private XElement? TextOf(XElement group)
    {
        var place = Place().Match((string?)group.Attribute("transform") ?? "");
        if (!place.Success || !group.HasElements || group.Elements().Any(element => element.Name.LocalName != "use"))
            return null;
        var outlines = group.Elements().Select(use => (
            At: (string?)use.Attribute("x") ?? "0", Name: Character().Match(LinksOf(use).FirstOrDefault() ?? ""), Others: use.Attributes()
                .Count(attribute => attribute.Name.LocalName is not ("x" or "href")))).ToList();
        if (outlines.Exists(outline => !outline.Name.Success || outline.Others > 0 || !IsNumber(outline.At))
            || outlines.Select(outline => outline.Name.Groups["weight"].Value).Distinct().Count() > 1)
        {
            return null;
        }

        var isBold = outlines[0].Name.Groups["weight"].Value == "b";
        var font = isBold ? _bold : _regular;
        var characters = outlines.Select(outline => (
            At: Number(outline.At),
            Character: int.Parse(outline.Name.Groups["number"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture))).ToList();
        if (characters.Exists(character => !font.Has(character.Character))) // a box in its place, which is no text
            return null;
        var scale = Number(place.Groups["scale"].Value);
        var (text, isNatural) = Text(font, characters, scale);
        (_usesRegular, _usesBold) = (_usesRegular || !isBold, _usesBold || isBold);

        var (x, y, before) = (characters[0].At * scale, Number(place.Groups["y"].Value), place.Groups["before"].Value.Trim());
        if (Shift().Match(before) is { Success: true } shift)
        {
            (x, y) = (x + Number(shift.Groups["x"].Value), y + Number(shift.Groups["y"].Value));
            before = "";
        }

        var size = scale * font.UnitsPerEm;
        return new XElement(
            group.Name.Namespace + "text",
            group.Attributes().Where(attribute => attribute.Name.LocalName != "transform"),
            before.Length > 0 ? new XAttribute("transform", before) : null, new XAttribute("x", Short(x)), new XAttribute("y", Short(y)),
            new XAttribute("font-size", size.ToString("0.#", CultureInfo.InvariantCulture)),
            isBold ? new XAttribute("font-weight", "700") : null,
            isNatural ? null : new XAttribute("textLength", Short(
                (characters[^1].At - characters[0].At + font.Advance(characters[^1].Character)) * scale)),
            text);
    }

    /// <summary>
    /// The characters with the spaces between them, which have no outlines; and whether each is where the font puts it.
    /// </summary>
    private static (string Text, bool IsNatural) Text(PageFont font, List<(double At, int Character)> characters, double scale)
    {
        var text = new StringBuilder();
        var (pen, worst) = (characters[0].At, 0.0);
        var space = font.Advance(' ');
        foreach (var (at, character) in characters)
        {
            var spaces = Math.Max(0, (int)Math.Round((at - pen) / space));
            pen += spaces * space;
            text.Append(' ', spaces).Append(new Rune(character));
            worst = Math.Max(worst, Math.Abs(at - pen) * scale);
            pen += font.Advance(character);
        }

        return (text.ToString(), worst < Near);
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e6;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Short(double value) => PathData.ShortenNumber(value.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?<before>.*?) ?translate\(0 (?<y>-?[0-9]+(\.[0-9]+)?)\) scale\((?<scale>[0-9]+(\.[0-9]+)?)\)$")]
    private static partial Regex Place();

    [GeneratedRegex(@"^translate\((?<x>-?[0-9]+(\.[0-9]+)?) (?<y>-?[0-9]+(\.[0-9]+)?)\)$")]
    private static partial Regex Shift();

    [GeneratedRegex("^#.+-(?<weight>[br])(?<number>[0-9a-f]{1,6})$")]
    private static partial Regex Character();
}
