using ScottPlot;
using SkiaSharp;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>
/// The font of all pictures, which the program brings along: a machine may have none, and another font would need another room. It is registered with ScottPlot
/// before the first plot is made; typefaces are shared, and do not change, so that any thread may draw.
/// </summary>
internal static class PictureFont
{
    /// <summary>The font's name for ScottPlot.</summary>
    public static string Name { get; } = "DejaVu Sans Condensed (MlPipelines)";

    private static readonly SKTypeface Regular = Load("regular");
    private static readonly SKTypeface Bold = Load("bold");

    /// <summary>The runtime runs it once, whichever thread comes first.</summary>
    static PictureFont()
    {
        Fonts.FontResolvers.Insert(0, new Resolver());
        Fonts.Default = Name;
    }

    /// <summary>Makes it the font of all texts of plots that are made from now on.</summary>
    public static void Register() => Fonts.Default = Name;

    /// <summary>The typeface, regular or bold.</summary>
    public static SKTypeface Typeface(bool bold) => bold ? Bold : Regular;

    /// <summary>Whether the font has every character of a text.</summary>
    public static bool Has(string text) => text.EnumerateRunes().All(rune => rune.Value == '\n' || Regular.ContainsGlyph(rune.Value) && Bold.ContainsGlyph(rune.Value));

    /// <summary>Width of one line of text, as ScottPlot draws it, in pixels.</summary>
    public static float WidthOf(string line, float size, bool bold = false)
    {
        using var font = new SKFont(Typeface(bold), size) { Subpixel = true, Hinting = SKFontHinting.Slight };
        return font.MeasureText(line);
    }

    /// <summary>Width of the widest line of a text, in pixels.</summary>
    public static float WidestOf(string text, float size, bool bold = false) => text.Split('\n').Max(line => WidthOf(line, size, bold));

    /// <summary>Height of a text's lines, in pixels.</summary>
    public static float HeightOf(string text, float size, bool bold = false)
    {
        using var font = new SKFont(Typeface(bold), size);
        return font.Spacing * (1 + text.Count(character => character == '\n'));
    }

    /// <summary>Pixels by which ScottPlot draws the middle of digits and capitals above the middle of a line.</summary>
    public static float AboveMiddle(float size)
    {
        using var font = new SKFont(Regular, size);
        float line = font.GetFontMetrics(out var metrics);
        return (metrics.CapHeight / 2) - (line / 2) + metrics.Bottom;
    }

    private static SKTypeface Load(string style)
    {
        using var stream = typeof(PictureFont).Assembly.GetManifestResourceStream($"picture-font-{style}.ttf")!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The {style} font of pictures, which the program brings along, cannot be read: this build of it is damaged.");
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing)
            => CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface(bold) : null;
    }
}
