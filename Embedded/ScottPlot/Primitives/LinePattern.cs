namespace ScottPlot;

/// <summary>A pattern of dashes.</summary>
public readonly struct LinePattern(float[] intervals, float phase, string name)
{
    /// <summary>Without gaps.</summary>
    public static LinePattern Solid { get; } = new([], 0, "Solid");

    /// <summary>Long dashes.</summary>
    public static LinePattern Dashed { get; } = new([10, 10], 0, "Dashed");

    /// <summary>Short dashes.</summary>
    public static LinePattern DenselyDashed { get; } = new([6, 6], 0, "DenselyDashed");

    /// <summary>Dots.</summary>
    public static LinePattern Dotted { get; } = new([3, 5], 0, "Dotted");

    /// <summary>Lengths of dashes and gaps, in pixels.</summary>
    public float[] Intervals { get; } = intervals;

    /// <summary>Where in the pattern a line begins.</summary>
    public float Phase { get; } = phase;

    /// <summary>The pattern's name.</summary>
    public string Name { get; } = name;
}
