namespace MlPipelines.Comparisons.Pictures;

/// <summary>A picture: its data, and how they are drawn.</summary>
internal interface IPicture
{
    /// <summary>Draws it in the colours of a theme, so many pixels wide; its height is what its texts need.</summary>
    PictureDrawing Draw(PictureTheme theme, int width);
}
