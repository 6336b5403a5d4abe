using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>A picture: its data, and how they are drawn.</summary>
internal interface IPicture
{
    /// <summary>Width in pixels as drawn; files scale.</summary>
    int Width { get; }

    /// <summary>Height in pixels as drawn.</summary>
    int Height { get; }

    /// <summary>Draws it in the colours of a theme.</summary>
    Plot Draw(PictureTheme theme);
}
