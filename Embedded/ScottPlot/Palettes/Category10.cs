namespace ScottPlot.Palettes;

/// <summary>The ten colours that plots begin with in many programs.</summary>
public class Category10 : IPalette
{
    /// <summary>The colours.</summary>
    public Color[] Colors { get; } = Color.FromHex(["#1F77B4", "#FF7F0E", "#2CA02C", "#D62728", "#9467BD", "#8C564B", "#E377C2", "#7F7F7F", "#BCBD22", "#17BECF"]);

    /// <summary>The palette's name.</summary>
    public string Name { get; } = "Category 10";

    /// <summary>What it is.</summary>
    public string Description { get; } = "The ten colours that plots begin with in many programs.";

    /// <summary>A colour; they begin again after the last.</summary>
    public Color GetColor(int index) => Colors[index % Colors.Length];
}
