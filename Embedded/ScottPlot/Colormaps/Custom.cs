namespace ScottPlot.Colormaps;

/// <summary>Given colours at equal distances.</summary>
public class Custom(Color[] colors, bool smooth = true) : IColormap
{
    /// <summary>The colour map's name.</summary>
    public string Name => "Custom";

    /// <summary>The colour of a place from 0 to 1: between neighbours, or the nearest step.</summary>
    public Color GetColor(double position) => smooth ? Between(colors, position) : colors[Math.Clamp((int)(position * colors.Length), 0, colors.Length - 1)];

    internal static Color Between(Color[] colors, double position)
    {
        double place = Math.Clamp(double.IsNaN(position) ? 0 : position, 0, 1) * (colors.Length - 1);
        int below = Math.Min((int)place, Math.Max(0, colors.Length - 2));
        return Color.InterpolateRgb(colors[below], colors[Math.Min(below + 1, colors.Length - 1)], place - below);
    }
}
