namespace ScottPlot.Palettes;

/// <summary>Eight colours that the colour-blind tell apart (Okabe and Ito, Color Universal Design, 2008).</summary>
public class ColorblindFriendly : IPalette
{
    /// <summary>The colours.</summary>
    public Color[] Colors { get; } = Color.FromHex(["#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"]);

    /// <summary>The palette's name.</summary>
    public string Name { get; } = "Colorblind Friendly";

    /// <summary>What it is.</summary>
    public string Description { get; } = "Eight colours that the colour-blind tell apart (Okabe and Ito, Color Universal Design, 2008).";

    /// <summary>A colour; they begin again after the last.</summary>
    public Color GetColor(int index) => Colors[index % Colors.Length];
}
