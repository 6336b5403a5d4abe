namespace ScottPlot;

/// <summary>Colours that are told apart.</summary>
public interface IPalette
{
    /// <summary>The colours.</summary>
    Color[] Colors { get; }

    /// <summary>The palette's name.</summary>
    string Name { get; }

    /// <summary>What it is.</summary>
    string Description { get; }

    /// <summary>A colour; they begin again after the last.</summary>
    Color GetColor(int index);
}
