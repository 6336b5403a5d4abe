namespace ScottPlot;

/// <summary>Named colours.</summary>
public readonly struct Colors
{
    /// <summary>White.</summary>
    public static Color White { get; } = new(255, 255, 255);

    /// <summary>Black.</summary>
    public static Color Black { get; } = new(0, 0, 0);

    /// <summary>Half-bright grey.</summary>
    public static Color Gray { get; } = new(128, 128, 128);

    /// <summary>A light grey.</summary>
    public static Color LightGray { get; } = new(211, 211, 211);

    /// <summary>Nothing.</summary>
    public static Color Transparent { get; } = new(0, 0, 0, 0);
}
