namespace ScottPlot;

/// <summary>Colours of numbers.</summary>
public interface IColormap
{
    /// <summary>The colour map's name.</summary>
    string Name { get; }

    /// <summary>The colour of a place from 0 to 1.</summary>
    Color GetColor(double position);
}
