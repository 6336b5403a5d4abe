using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>The area between two curves over the same positions; positions where either is not finite are left out.</summary>
public class FillY : IPlottable, IDrawn
{
    private readonly double[] _xs, _lower, _upper;

    internal FillY(double[] xs, double[] ys1, double[] ys2)
    {
        if (ys1.Length != xs.Length || ys2.Length != xs.Length)
            throw new ArgumentException($"An area needs two heights for each position; found {xs.Length} positions, {ys1.Length} and {ys2.Length} heights.");
        var kept = Enumerable.Range(0, xs.Length).Where(i => double.IsFinite(xs[i]) && double.IsFinite(ys1[i]) && double.IsFinite(ys2[i])).ToList();
        (_xs, _lower, _upper) = ([.. kept.Select(i => xs[i])], [.. kept.Select(i => ys1[i])], [.. kept.Select(i => ys2[i])]);
    }

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>What it says in the legend.</summary>
    public string LegendText { get; set; } = string.Empty;

    /// <summary>The area's style.</summary>
    public FillStyle FillStyle { get; set; } = new();

    /// <summary>The area's colour.</summary>
    public Color FillColor
    {
        get => FillStyle.Color;
        set => FillStyle.Color = value;
    }

    /// <summary>The line around it.</summary>
    public LineStyle LineStyle { get; set; } = new();

    /// <summary>Width of the line around it.</summary>
    public float LineWidth
    {
        get => LineStyle.Width;
        set => LineStyle.Width = value;
    }

    /// <summary>Colour of the line around it.</summary>
    public Color LineColor
    {
        get => LineStyle.Color;
        set => LineStyle.Color = value;
    }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.Of(LegendText, LineStyle, fill: FillColor);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of([.. _xs.Zip(_lower, (x, y) => new Coordinates(x, y)), .. _xs.Zip(_upper, (x, y) => new Coordinates(x, y))]);

    void IDrawn.Draw(DataArea area)
    {
        var there = _xs.Zip(_upper, (x, y) => area.At(new(x, y)));
        var back = _xs.Zip(_lower, (x, y) => area.At(new(x, y))).Reverse();
        area.Canvas.Polygon(there.Concat(back), FillStyle.IsVisible ? FillColor : Colors.Transparent, LineStyle);
    }
}
