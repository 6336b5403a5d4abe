using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Pictures as SVG files, each in light and in dark.</summary>
internal static class PictureFiles
{
    /// <summary>Writes <c>name.svg</c> and <c>name-dark.svg</c>; whole or not at all.</summary>
    public static void Write(string folder, string name, IPicture picture)
    {
        Directory.CreateDirectory(folder);
        foreach (var theme in new[] { PictureTheme.Light, PictureTheme.Dark })
        {
            using var plot = picture.Draw(theme);
            string file = theme == PictureTheme.Light ? $"{name}.svg" : $"{name}-dark.svg";
            AtomicFile.WriteText(Path.Combine(folder, file), plot.GetSvgXml(picture.Width, picture.Height));
        }
    }
}
