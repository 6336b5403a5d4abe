namespace ScottPlot;

/// <summary>A mark on an axis.</summary>
public readonly struct Tick
{
    /// <summary>Its place, in the axis' units.</summary>
    public readonly double Position;

    /// <summary>Its text.</summary>
    public readonly string Label;

    /// <summary>Whether it is a major one.</summary>
    public readonly bool IsMajor;

    /// <summary>A tick.</summary>
    public Tick(double position, string label, bool isMajor) => (Position, Label, IsMajor) = (position, label, isMajor);

    /// <summary>A major tick with a text.</summary>
    public static Tick Major(double position, string label) => new(position, label, true);

    /// <summary>A minor tick.</summary>
    public static Tick Minor(double position) => new(position, "", false);
}
