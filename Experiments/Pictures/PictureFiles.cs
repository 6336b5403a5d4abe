using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Experiments.Pictures;

/// <summary>Pictures as files, each in light and in dark.</summary>
public static class PictureFiles
{
    /// <summary>Width of SVG pictures as drawn, in pixels; they shrink with a page that is narrower.</summary>
    public const int Width = 520;

    /// <summary>Pixels of a PNG for each of an SVG's width, for screens that have so many.</summary>
    public const int PngScale = 2;

    /// <summary>The bytes of the font of all texts in pictures, DejaVu Sans Condensed.</summary>
    /// <param name="bold">Whether the bold one is meant.</param>
    public static byte[] Font(bool bold) => PictureFont.File(bold);

    /// <summary>Writes <c>name.svg</c> and <c>name-dark.svg</c>, and the same with <c>.png</c> where asked; whole or not at all.</summary>
    public static void Write(string folder, string name, IPicture picture, PictureFormat format = PictureFormat.Svg)
    {
        Directory.CreateDirectory(folder);
        foreach (var theme in new[] { PictureTheme.Light, PictureTheme.Dark })
        {
            using var drawing = picture.Draw(theme, Width);
            var file = theme == PictureTheme.Light ? name : $"{name}-dark";
            if (format is PictureFormat.Svg or PictureFormat.Both)
                AtomicFile.WriteText(Path.Combine(folder, $"{file}.svg"), drawing.Svg(file));
            if (format is PictureFormat.Png or PictureFormat.Both)
                AtomicFile.Write(Path.Combine(folder, $"{file}.png"), stream => stream.Write(drawing.Png(PngScale)));
        }
    }
}

/// <summary>A picture: its data, and how they are drawn.</summary>
public interface IPicture
{
    /// <summary>What it shows.</summary>
    string Title { get; }

    /// <summary>Draws it in the colours of a theme, so many pixels wide; its height is what its texts need.</summary>
    PictureDrawing Draw(PictureTheme theme, int width);
}

/// <summary>What files a picture becomes.</summary>
public enum PictureFormat
{
    /// <summary>SVG, which is sharp at any size.</summary>
    Svg,

    /// <summary>PNG, for programs that do not show SVG.</summary>
    Png,

    /// <summary>SVG and PNG.</summary>
    Both,
}
