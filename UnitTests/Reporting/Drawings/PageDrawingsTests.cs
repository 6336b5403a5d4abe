using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Reporting.Drawings;
using MlPipelines.UnitTests.Experiments.Pictures;

namespace MlPipelines.UnitTests.Reporting.Drawings;

[TestClass]
public sealed partial class PageDrawingsTests
{
    public static IEnumerable<object[]> Names => SamplePictures.All.Select(sample => new object[] { sample.Name });

    /// <summary>
    /// Goes through the drawing of the page and a file of one theme side by side: each shape of the file has its colours in the drawing, by
    /// the rules of that theme, and each text its letters.
    /// </summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Add_PictureOfEachKind_HasTheColoursAndTextsOfBothFiles(string name)
    {
        var picture = SamplePictures.All.Single(sample => sample.Name == name).Picture;
        var (light, dark) = (Svg(picture, PictureTheme.Light, name), Svg(picture, PictureTheme.Dark, $"{name}-dark"));
        var drawings = new PageDrawings();

        var (both, other) = drawings.Add(light, dark);

        Assert.IsNull(other, "one drawing for both themes");
        Assert.IsLessThan((light.Length + dark.Length) / 2, both.Length);
        var drawn = XElement.Parse(both);
        foreach (var (file, isDark) in new[] { (light, false), (dark, true) })
        {
            var rules = RulesOf(drawings.Rules, isDark);
            CollectionAssert.AreEqual(
                Shapes(XElement.Parse(file), []).ToList(), Shapes(drawn, rules).ToList(), isDark ? "in dark" : "in light");
            CollectionAssert.AreEqual(Texts(XElement.Parse(file)), Texts(drawn));
        }
    }

    [TestMethod]
    public void Add_PicturesWithOtherShapesInDark_StayTwo()
    {
        var (light, dark) = (Sample("lines", PictureTheme.Light), Sample("scatter", PictureTheme.Dark));
        var drawings = new PageDrawings();

        var (first, second) = drawings.Add(light, dark);

        CollectionAssert.AreEqual(Shapes(XElement.Parse(light), []).ToList(), Shapes(XElement.Parse(first), []).ToList());
        CollectionAssert.AreEqual(Shapes(XElement.Parse(dark), []).ToList(), Shapes(XElement.Parse(second!), []).ToList());
        Assert.DoesNotContain("{fill", drawings.Rules, "no class is needed");
    }

    [TestMethod]
    [DataRow("<rect fill=\"#fff\" width=\"3\"/>", "<rect fill=\"#000\" width=\"4\"/>", DisplayName = "a size")]
    [DataRow("<rect fill=\"#fff\"/>", "<rect fill=\"url(#a)\"/>", DisplayName = "no colour")]
    [DataRow("<rect fill=\"#fff\"/>", "<rect fill=\"#000\"/><rect fill=\"#000\"/>", DisplayName = "one more")]
    [DataRow("<rect fill=\"#fff\"/>", "<rect stroke=\"#000\"/>", DisplayName = "another attribute")]
    [DataRow("<desc>a</desc>", "<desc>b</desc>", DisplayName = "a text")]
    public void Add_DrawingsThatDifferInMoreThanColours_StayTwo(string light, string dark)
    {
        var drawings = new PageDrawings();

        var (first, second) = drawings.Add($"<svg>{light}</svg>", $"<svg>{dark}</svg>");

        Assert.AreEqual($"<svg>{light}</svg>", first);
        Assert.AreEqual($"<svg>{dark}</svg>", second);
        Assert.AreEqual("", drawings.Rules);
    }

    [TestMethod]
    public void Add_WhatIsNoSvg_StaysAsItIs()
    {
        var drawings = new PageDrawings();

        Assert.AreEqual(("<img src=\"a\">", "<img src=\"b\">"), drawings.Add("<img src=\"a\">", "<img src=\"b\">"));
        Assert.AreEqual(("<p>", null), drawings.Add("<p>", null));
    }

    [TestMethod]
    public void Add_ImageThatIsAnotherInDark_IsThereForEachTheme()
    {
        var drawings = new PageDrawings();

        var (both, other) = drawings.Add(
            "<svg><image id=\"a\" href=\"data:1\"/><use href=\"#a\"/></svg>",
            "<svg><image id=\"a\" href=\"data:2\"/><use href=\"#a\"/></svg>");

        Assert.IsNull(other);
        Assert.AreEqual(
            "<svg><g id=\"a\"><image href=\"data:1\" class=\"in-light\"/><image href=\"data:2\" class=\"in-dark\"/></g>"
                + "<use href=\"#a\"/></svg>", both);
    }

    [TestMethod]
    [DataRow("#t-r6f22", DisplayName = "a character that the font lacks")]
    [DataRow("#t-b61", DisplayName = "another weight than the first")]
    [DataRow("#t-0", DisplayName = "no character")]
    public void Add_GroupThatIsNoText_StaysOutlines(string second)
    {
        var group =
            $"<g transform=\"translate(0 3.26) scale(0.006)\"><use x=\"0\" href=\"#t-r61\"/><use x=\"9\" href=\"{second}\"/></g>";

        var (drawn, _) = new PageDrawings().Add(
            $"<svg><defs><path id=\"t-r61\" d=\"M0 0\"/><path id=\"{second[1..]}\" d=\"M1 1\"/><path id=\"t-r62\" d=\"M2 2\"/></defs>"
                + $"{group}</svg>", null);

        Assert.AreEqual(
            $"<svg><defs><path id=\"t-r61\" d=\"M0 0\"/><path id=\"{second[1..]}\" d=\"M1 1\"/></defs>{group}</svg>", drawn,
            "without the outline that nothing names");
    }

    [TestMethod]
    [DataRow(1714, "a a", null, DisplayName = "a letter of 1129 units and a space of 585 on")]
    [DataRow(3000, "a   a", "24.8", DisplayName = "elsewhere")]
    public void Add_TextOfTwoLetters_IsAsWideAsItsOutlines(int second, string expected, string? width)
    {
        var (drawn, _) = new PageDrawings().Add(
            "<svg><defs><path id=\"t-r61\" d=\"M0 0L9 9\"/></defs>"
                + "<g fill=\"#123\" transform=\"rotate(-90 1 2) translate(0 3.26) scale(0.006)\">"
                + $"<use x=\"-500\" href=\"#t-r61\"/><use x=\"{second - 500}\" href=\"#t-r61\"/></g></svg>", null);

        var root = XElement.Parse(drawn);
        var text = root.Elements().Single();
        Assert.AreEqual(expected, text.Value);
        Assert.AreEqual(
            "rotate(-90 1 2) -3 3.3 12.3",
            string.Join(' ', new[] { "transform", "x", "y", "font-size" }.Select(name => (string?)text.Attribute(name))));
        Assert.AreEqual(width, (string?)text.Attribute("textLength"));
    }

    [TestMethod]
    public void Add_LinesOfOneStyle_AreOneElement()
    {
        const string Line = "<path fill=\"none\" stroke=\"#000\" d=\"M1 1L2 1\"/>";
        const string Other = "<path fill=\"none\" stroke=\"#111\" d=\"M3 1L4 1\"/>";
        const string Glass = "<path fill=\"none\" stroke-opacity=\"0.5\" d=\"M5 1L5 5\"/>";

        var (drawn, _) = new PageDrawings().Add($"<svg>{Line}{Line}{Other}{Glass}{Glass}</svg>", null);

        CollectionAssert.AreEqual(
            new[] { "M1 1h1M1 1h1", "M3 1h1", "M5 1v4", "M5 1v4" },
            XElement.Parse(drawn).Elements().Select(path => (string)path.Attribute("d")!).ToArray());
    }

    private static string Sample(string name, PictureTheme theme) =>
        Svg(SamplePictures.All.Single(sample => sample.Name == name).Picture, theme, $"{name}-{theme.Name}");

    private static string Svg(IPicture picture, PictureTheme theme, string name)
    {
        using var drawing = picture.Draw(theme, PictureFiles.Width);
        return drawing.Svg(name);
    }

    /// <summary>The colours of each class in one theme, as a browser would take them from the rules.</summary>
    private static Dictionary<string, Dictionary<string, string>> RulesOf(string rules, bool isDark)
    {
        const string Dark = "@media screen and (prefers-color-scheme:dark){";
        var parts = rules[(rules.LastIndexOf("@font-face", StringComparison.Ordinal) is var at && at < 0 ? 0 : at)..].Split(Dark);
        var found = new Dictionary<string, Dictionary<string, string>>();
        foreach (var part in isDark ? parts : parts.Take(1))
        {
            foreach (Match rule in Rule().Matches(part))
            {
                var own = found.TryGetValue(rule.Groups[1].Value, out var before) ? before : found[rule.Groups[1].Value] = [];
                foreach (var declaration in rule.Groups[2].Value.Split(';'))
                    own[declaration.Split(':')[0]] = declaration.Split(':')[1];
            }
        }

        return found;
    }

    /// <summary>
    /// Each drawn shape with its style and its places in tenths of a pixel. Parts of a path are shapes of their own, so that lines that
    /// became one are the same.
    /// </summary>
    private static IEnumerable<string> Shapes(XElement root, Dictionary<string, Dictionary<string, string>> rules)
    {
        foreach (var shape in root.Descendants().Where(element =>
            element.Name.LocalName is "path" or "rect" or "ellipse" && !element.Ancestors().Any(up => up.Name.LocalName == "defs")))
        {
            string Style(string name) => (string?)shape.Attribute("class") is { } its && rules[its].TryGetValue(name, out var value) ? value
                : (string?)shape.Attribute(name) ?? "";
            var style = string.Join(
                ' ', new[] { "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray" }.Select(Style));
            if ((string?)shape.Attribute("d") is { } path)
            {
                foreach (var part in PathPlaces.Parts(path))
                    yield return $"path {style} {string.Join(' ', Distinct(part.Select(place => $"{Tenths(place.X)},{Tenths(place.Y)}")))}";
            }
            else
            {
                var places = new[] { "x", "y", "cx", "cy", "width", "height" }
                    .Select(name => Tenths(double.Parse((string?)shape.Attribute(name) ?? "0", CultureInfo.InvariantCulture)));
                yield return $"{shape.Name.LocalName} {style} {string.Join(' ', places)}";
            }
        }
    }

    /// <summary>Places without those that are where the one before is.</summary>
    private static IEnumerable<string> Distinct(IEnumerable<string> places)
    {
        var last = "";
        foreach (var place in places.Where(place => place != last))
            yield return last = place;
    }

    private static string Tenths(double number) => Math.Round(number * 10).ToString(CultureInfo.InvariantCulture);

    /// <summary>The texts without their spaces: of the file from the names of outlines, of the page from its texts.</summary>
    private static List<string> Texts(XElement root) =>
    [
        .. root.Descendants().Where(element => element.Name.LocalName == "text"
                || (element.Name.LocalName == "g" && element.Elements().Any(use => Outline().IsMatch(Link(use)))))
            .Select(element => element.Name.LocalName == "text" ? element.Value.Replace(" ", "") : string.Concat(element.Elements()
                .Select(use => char.ConvertFromUtf32(int.Parse(Outline().Match(Link(use)).Groups[1].Value, NumberStyles.HexNumber))))),
    ];

    private static string Link(XElement use) =>
        use.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "href")?.Value ?? "";

    [GeneratedRegex("-[br]([0-9a-f]+)$")]
    private static partial Regex Outline();

    [GeneratedRegex(@"\.(p\d+)\{([^}]*)\}")]
    private static partial Regex Rule();
}
