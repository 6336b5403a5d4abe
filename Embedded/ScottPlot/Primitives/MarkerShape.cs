namespace ScottPlot;

/// <summary>Shapes of markers; those that this implementation draws.</summary>
public enum MarkerShape
{
    /// <summary>No marker.</summary>
    None = 0,

    /// <summary>A disc.</summary>
    FilledCircle = 1,

    /// <summary>A ring.</summary>
    OpenCircle = 2,

    /// <summary>A square.</summary>
    FilledSquare = 3,

    /// <summary>The outline of a square.</summary>
    OpenSquare = 4,

    /// <summary>A triangle that points up.</summary>
    FilledTriangleUp = 5,

    /// <summary>A triangle that points down.</summary>
    FilledTriangleDown = 7,

    /// <summary>A diamond.</summary>
    FilledDiamond = 9,

    /// <summary>The outline of a diamond.</summary>
    OpenDiamond = 10,

    /// <summary>An x.</summary>
    Eks = 11,

    /// <summary>A plus.</summary>
    Cross = 12,
}
