using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>Intervals around points, upright and level.</summary>
public class ErrorBar : IPlottable, IDrawn
{
    /// <summary>Intervals; null where there are none in a direction.</summary>
    /// <param name="xs">Horizontal positions.</param>
    /// <param name="ys">Vertical positions.</param>
    /// <param name="xErrorsPositive">How far each reaches to the right.</param>
    /// <param name="xErrorsNegative">How far each reaches to the left.</param>
    /// <param name="yErrorsPositive">How far each reaches up.</param>
    /// <param name="yErrorsNegative">How far each reaches down.</param>
    public ErrorBar(
        IReadOnlyList<double> xs, IReadOnlyList<double> ys, IReadOnlyList<double>? xErrorsPositive, IReadOnlyList<double>? xErrorsNegative,
        IReadOnlyList<double>? yErrorsPositive, IReadOnlyList<double>? yErrorsNegative)
    {
        (Xs, Ys) = (xs, ys);
        (XErrorPositive, XErrorNegative, YErrorPositive, YErrorNegative) = (xErrorsPositive, xErrorsNegative, yErrorsPositive, yErrorsNegative);
    }

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>Horizontal positions.</summary>
    public IReadOnlyList<double> Xs { get; set; }

    /// <summary>Vertical positions.</summary>
    public IReadOnlyList<double> Ys { get; set; }

    /// <summary>How far each reaches to the right.</summary>
    public IReadOnlyList<double>? XErrorPositive { get; set; }

    /// <summary>How far each reaches to the left.</summary>
    public IReadOnlyList<double>? XErrorNegative { get; set; }

    /// <summary>How far each reaches up.</summary>
    public IReadOnlyList<double>? YErrorPositive { get; set; }

    /// <summary>How far each reaches down.</summary>
    public IReadOnlyList<double>? YErrorNegative { get; set; }

    /// <summary>The lines.</summary>
    public LineStyle LineStyle { get; set; } = new() { Width = 1 };

    /// <summary>The lines' width.</summary>
    public float LineWidth
    {
        get => LineStyle.Width;
        set => LineStyle.Width = value;
    }

    /// <summary>Half the width of the ends, in pixels.</summary>
    public float CapSize { get; set; } = 3;

    /// <summary>The lines' colour.</summary>
    public Color Color
    {
        get => LineStyle.Color;
        set => LineStyle.Color = value;
    }

    /// <summary>What they say in the legend.</summary>
    public string LegendText { get; set; } = string.Empty;

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.Of(LegendText, LineStyle);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of(Enumerable.Range(0, Xs.Count).SelectMany(Ends));

    void IDrawn.Draw(DataArea area)
    {
        for (int i = 0; i < Xs.Count; i++)
        {
            var ends = Ends(i).Select(area.At).ToArray();
            if (ends.Any(end => !double.IsFinite(end.X) || !double.IsFinite(end.Y)))
                continue;
            Interval(area.Canvas, ends[0], ends[1], upright: false);
            Interval(area.Canvas, ends[2], ends[3], upright: true);
        }
    }

    private void Interval(SvgCanvas canvas, (double X, double Y) from, (double X, double Y) to, bool upright)
    {
        if (from == to)
            return;
        double across = upright ? CapSize : 0, along = upright ? 0 : CapSize;
        canvas.Line(from.X, from.Y, to.X, to.Y, LineStyle);
        canvas.Line(from.X - across, from.Y - along, from.X + across, from.Y + along, LineStyle);
        canvas.Line(to.X - across, to.Y - along, to.X + across, to.Y + along, LineStyle);
    }

    private Coordinates[] Ends(int i) =>
    [
        new(Xs[i] - (XErrorNegative?[i] ?? 0), Ys[i]), new(Xs[i] + (XErrorPositive?[i] ?? 0), Ys[i]),
        new(Xs[i], Ys[i] - (YErrorNegative?[i] ?? 0)), new(Xs[i], Ys[i] + (YErrorPositive?[i] ?? 0)),
    ];
}
