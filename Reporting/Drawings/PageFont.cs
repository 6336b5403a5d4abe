using SkiaSharp;

namespace MlPipelines.Reporting.Drawings;

/// <summary>One of the fonts of pictures: which characters it has, how wide they are, and its file for a page.</summary>
internal sealed class PageFont
{
    private readonly byte[] _file;
    private readonly SKTypeface _typeface;
    private readonly Dictionary<int, float> _advances = [];

    /// <summary>Reads a font.</summary>
    /// <param name="file">The bytes of its file.</param>
    public PageFont(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
        using var data = SKData.CreateCopy(file);
        _typeface = SKTypeface.FromData(data) ?? throw new InvalidDataException("The font of pictures cannot be read.");
    }

    /// <summary>Units of the font that are as long as the size of a text.</summary>
    public int UnitsPerEm => _typeface.UnitsPerEm;

    /// <summary>Whether the font has an outline for a character.</summary>
    public bool Has(int character) => _typeface.ContainsGlyph(character);

    /// <summary>How far the next character is from this one, in units of the font.</summary>
    public float Advance(int character)
    {
        if (!_advances.TryGetValue(character, out var advance))
        {
            using var font = new SKFont(_typeface, UnitsPerEm) { Hinting = SKFontHinting.None, LinearMetrics = true };
            _advances[character] = advance = font.MeasureText([_typeface.GetGlyph(character)]);
        }

        return advance;
    }

    /// <summary>The font as a rule of a page.</summary>
    /// <param name="name">The name that the page gives it.</param>
    /// <param name="weight">400 for regular, 700 for bold.</param>
    public string Rule(string name, int weight) =>
        $"@font-face{{font-family:\"{name}\";font-weight:{weight};src:url(data:font/ttf;base64,{Convert.ToBase64String(_file)})}}";
}
