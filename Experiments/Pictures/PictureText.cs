using System.Buffers;
using ScottPlot;
using SkiaSharp;

namespace MlPipelines.Experiments.Pictures;

/// <summary>
/// The font of all pictures, which the program brings along: a machine may have none, and another font would need another room. It is
/// registered with ScottPlot before the first plot is made; typefaces are shared, and do not change, so that any thread may draw.
/// </summary>
internal static class PictureFont
{
    /// <summary>The font's name for ScottPlot.</summary>
    public static string Name { get; } = "DejaVu Sans Condensed (MlPipelines)";

    private static readonly SKTypeface Regular = Load(bold: false);
    private static readonly SKTypeface Bold = Load(bold: true);

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
    public static bool Has(string text) =>
        text.EnumerateRunes().All(rune => rune.Value == '\n' || Regular.ContainsGlyph(rune.Value) && Bold.ContainsGlyph(rune.Value));

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
        var line = font.GetFontMetrics(out var metrics);
        return (metrics.CapHeight / 2) - (line / 2) + metrics.Bottom;
    }

    /// <summary>The bytes of the font's file.</summary>
    public static byte[] File(bool bold)
    {
        using var stream = typeof(PictureFont).Assembly.GetManifestResourceStream($"picture-font-{(bold ? "bold" : "regular")}.ttf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static SKTypeface Load(bool bold)
    {
        using var data = SKData.CreateCopy(File(bold));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException(
            $"The {(bold ? "bold" : "regular")} font of pictures, which the program brings along, cannot be read: this build of it is "
                + "damaged.");
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing)
            => CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface(bold) : null;
    }
}

/// <summary>Texts in lines that are no wider than a picture, or a part of it, measured in the picture's font.</summary>
internal static class WrappedText
{
    private static readonly SearchValues<char> BreakAfter = SearchValues.Create("/=,;:_-+");

    /// <summary>
    /// The text in lines of at most so many pixels: words go to the next line; a word that is wider than a line by itself is broken after
    /// one of <c>/=,;:_-+</c> where it has one, else where the line ends. Line ends of the text stay.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The most pixels of a line; a single character may be wider.</param>
    /// <param name="size">The font's size in pixels.</param>
    /// <param name="bold">Whether it is bold.</param>
    public static string Of(string text, double width, float size, bool bold = false)
    {
        bool Fits(string line) => PictureFont.WidthOf(line, size, bold) <= width;
        if (text.Split('\n').All(Fits))
            return text;
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (Fits(longer))
                {
                    line = longer;
                    continue;
                }

                if (line.Length > 0)
                    lines.Add(line);
                line = word;
                while (!Fits(line) && Break(line, Fits) is > 0 and var at && at < line.Length)
                {
                    lines.Add(line[..at]);
                    line = line[at..];
                }
            }

            lines.Add(line);
        }

        return string.Join('\n', lines);
    }

    /// <summary>
    /// As <see cref="Of"/>, in as many lines but of much the same width: for texts in the middle of their room, where a last word alone
    /// would look lost.
    /// </summary>
    public static string Even(string text, double width, float size, bool bold = false)
    {
        var wrapped = Of(text, width, size, bold);
        var lines = wrapped.Count(character => character == '\n');
        for (var narrower = 0.95 * width; lines > 0 && narrower > 0.5 * width; narrower -= 0.05 * width)
        {
            if (Of(text, narrower, size, bold) is var even && even.Count(character => character == '\n') > lines)
                break;
            wrapped = even;
        }

        return wrapped;
    }

    /// <summary>How many characters of a word that does not fit go on the line: at least one.</summary>
    private static int Break(string word, Predicate<string> fits)
    {
        var end = word.Length;
        while (end > 1 && (char.IsHighSurrogate(word[end - 1]) || !fits(word[..end]))) // a character of two halves is not parted
            end--;
        if (char.IsHighSurrogate(word[end - 1]) && end < word.Length)
            end++;
        var sign = word.AsSpan(0, end).LastIndexOfAny(BreakAfter);
        return sign > 0 ? sign + 1 : Math.Max(1, end);
    }
}
