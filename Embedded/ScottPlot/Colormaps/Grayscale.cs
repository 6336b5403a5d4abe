namespace ScottPlot.Colormaps;

/// <summary>From black to white.</summary>
public class Grayscale : IColormap
{
    private static readonly Color[] Anchors = Color.FromHex(["#000000", "#FFFFFF"]);

    /// <summary>The colour map's name.</summary>
    public string Name => "Grayscale";

    /// <summary>The colour of a place from 0 to 1.</summary>
    public Color GetColor(double normalizedIntensity) => Custom.Between(Anchors, normalizedIntensity);
}
