namespace ScottPlot;

/// <summary>Which way something runs.</summary>
public enum Orientation
{
    /// <summary>From left to right.</summary>
    Horizontal,

    /// <summary>From bottom to top.</summary>
    Vertical,
}
