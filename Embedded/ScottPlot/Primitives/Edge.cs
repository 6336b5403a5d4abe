namespace ScottPlot;

/// <summary>A side of the data area.</summary>
public enum Edge
{
    /// <summary>Left.</summary>
    Left,

    /// <summary>Right.</summary>
    Right,

    /// <summary>Bottom.</summary>
    Bottom,

    /// <summary>Top.</summary>
    Top,
}
