namespace MlPipelines.Comparisons.Pictures;

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
