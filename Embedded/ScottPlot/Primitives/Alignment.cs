namespace ScottPlot;

/// <summary>Where something lies in a rectangle, or which part of a text lies on a point.</summary>
public enum Alignment
{
    /// <summary>Upper left.</summary>
    UpperLeft,

    /// <summary>Upper centre.</summary>
    UpperCenter,

    /// <summary>Upper right.</summary>
    UpperRight,

    /// <summary>Middle left.</summary>
    MiddleLeft,

    /// <summary>The middle.</summary>
    MiddleCenter,

    /// <summary>Middle right.</summary>
    MiddleRight,

    /// <summary>Lower left.</summary>
    LowerLeft,

    /// <summary>Lower centre.</summary>
    LowerCenter,

    /// <summary>Lower right.</summary>
    LowerRight,
}
