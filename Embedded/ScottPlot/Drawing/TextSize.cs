namespace ScottPlot.Drawing;

/// <summary>
/// Sizes of texts without a font: each character has the larger of its widths in Arial's metrics and in DejaVu Sans, measured in a
/// browser, so that layouts hold whichever sans-serif font a viewer has.
/// </summary>
internal static class TextSize
{
    /// <summary>Distance of lines, in font sizes.</summary>
    public const double LineHeight = 1.25;

    /// <summary>Thousandths of the font size, for the characters 32 to 126.</summary>
    private static readonly short[] Widths =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
        636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667,
        611, 778, 752, 295, 500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685,
        667, 685, 390, 337, 390, 838, 556, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
        278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    /// <summary>Width of the longest line, in pixels.</summary>
    public static double Width(string text, float fontSize, bool bold)
    {
        double widest = 0;
        foreach (string line in text.Split('\n'))
            widest = Math.Max(widest, line.Sum(character => character is >= ' ' and <= '~' ? Widths[character - ' '] : 640));
        return widest / 1000 * fontSize * (bold ? 1.1 : 1);
    }

    /// <summary>Height of all lines, in pixels.</summary>
    public static double Height(string text, float fontSize) => text.Split('\n').Length * fontSize * LineHeight;

    /// <summary>Breaks a text at spaces so that each line is at most so wide; a longer word stays whole.</summary>
    public static string Wrap(string text, float fontSize, bool bold, double width)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' '))
            {
                string longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && Width(longer, fontSize, bold) > width)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return string.Join('\n', lines);
    }

    /// <summary>Width and height of the upright rectangle around a turned text.</summary>
    public static (double Width, double Height) Turned(string text, LabelStyle style)
    {
        double width = Width(text, style.FontSize, style.Bold), height = Height(text, style.FontSize), angle = style.Rotation * Math.PI / 180;
        double cos = Math.Abs(Math.Cos(angle)), sin = Math.Abs(Math.Sin(angle));
        return ((width * cos) + (height * sin), (width * sin) + (height * cos));
    }
}
