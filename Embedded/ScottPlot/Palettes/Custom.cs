namespace ScottPlot.Palettes;

/// <summary>Given colours.</summary>
public class Custom : IPalette
{
    /// <summary>A palette of given colours.</summary>
    /// <exception cref="ArgumentException">There is no colour.</exception>
    public Custom(IEnumerable<Color> colors, string? name, string? description = null)
    {
        Colors = [.. colors];
        if (Colors.Length == 0)
            throw new ArgumentException("A palette needs at least one colour; found none.", nameof(colors));
        (Name, Description) = (name ?? string.Empty, description ?? string.Empty);
    }

    /// <summary>The colours.</summary>
    public Color[] Colors { get; }

    /// <summary>The palette's name.</summary>
    public string Name { get; }

    /// <summary>What it is.</summary>
    public string Description { get; }

    /// <summary>A colour; they begin again after the last.</summary>
    public Color GetColor(int index) => Colors[index % Colors.Length];
}
