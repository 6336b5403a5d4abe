using System.Buffers;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Texts in lines that are no wider than a picture, or a part of it, measured in the picture's font.</summary>
internal static class WrappedText
{
    private static readonly SearchValues<char> BreakAfter = SearchValues.Create("/=,;:_-+");

    /// <summary>
    /// The text in lines of at most so many pixels: words go to the next line; a word that is wider than a line by itself is broken after one of <c>/=,;:_-+</c>
    /// where it has one, else where the line ends. Line ends of the text stay.
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
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                string longer = line.Length == 0 ? word : $"{line} {word}";
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

    /// <summary>As <see cref="Of"/>, in as many lines but of much the same width: for texts in the middle of their room, where a last word alone would look lost.</summary>
    public static string Even(string text, double width, float size, bool bold = false)
    {
        string wrapped = Of(text, width, size, bold);
        int lines = wrapped.Count(character => character == '\n');
        for (double narrower = 0.95 * width; lines > 0 && narrower > 0.5 * width; narrower -= 0.05 * width)
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
        int end = word.Length;
        while (end > 1 && (char.IsHighSurrogate(word[end - 1]) || !fits(word[..end]))) // a character of two halves is not parted
            end--;
        if (char.IsHighSurrogate(word[end - 1]) && end < word.Length)
            end++;
        int sign = word.AsSpan(0, end).LastIndexOfAny(BreakAfter);
        return sign > 0 ? sign + 1 : Math.Max(1, end);
    }
}
