namespace ScottPlot.Colormaps;

/// <summary>From white to black.</summary>
public class GrayscaleReversed : IColormap
{
    private static readonly Color[] Anchors = Color.FromHex(["#FFFFFF", "#000000"]);

    /// <summary>The colour map's name.</summary>
    public string Name => "GrayscaleReversed";

    /// <summary>The colour of a place from 0 to 1.</summary>
    public Color GetColor(double normalizedIntensity) => Custom.Between(Anchors, normalizedIntensity);
}
