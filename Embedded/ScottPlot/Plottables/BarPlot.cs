using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>Bars with intervals and texts at their ends.</summary>
public class BarPlot : IPlottable, IDrawn
{
    /// <summary>The given bars.</summary>
    public BarPlot(List<Bar> bars) => Bars = bars;

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>The bars.</summary>
    public List<Bar> Bars { get; }

    /// <summary>What they say in the legend.</summary>
    public string LegendText { get; set; } = string.Empty;

    /// <summary>How texts at the bars' ends are drawn.</summary>
    public LabelStyle ValueLabelStyle { get; set; } = new();

    /// <summary>All bars in one colour.</summary>
    public Color Color
    {
        set => Bars.ForEach(bar => bar.FillColor = value);
    }

    /// <summary>All bars level, or upright.</summary>
    public bool Horizontal
    {
        set => Bars.ForEach(bar => bar.Orientation = value ? Orientation.Horizontal : Orientation.Vertical);
    }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.Of(LegendText, fill: Bars.FirstOrDefault()?.FillColor);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.Of(Bars.SelectMany(bar =>
    {
        var rect = bar.Rect;
        Coordinates[] corners = [new(rect.Left, rect.Bottom), new(rect.Right, rect.Top)];
        return corners.Concat(Ends(bar));
    }));

    void IDrawn.Draw(DataArea area)
    {
        foreach (var bar in Bars)
        {
            if (!double.IsFinite(bar.Value))
                continue;
            var rect = bar.Rect;
            var box = new Box(area.X(rect.Left), area.Y(rect.Top), area.X(rect.Right), area.Y(rect.Bottom));
            area.Canvas.Fill(box, bar.FillColor);
            area.Canvas.Outline(box, bar.LineStyle);
            var ends = Ends(bar).Select(area.At).ToArray();
            bool vertical = bar.Orientation == Orientation.Vertical;
            if (bar.Error > 0)
                DrawInterval(area.Canvas, ends, vertical, new() { Width = bar.ErrorLineWidth, Color = bar.LineColor });
            bool negative = bar.Value < bar.ValueBase;
            var tip = ends[negative ? 0 : 1];
            if (vertical)
                area.Canvas.Text(bar.Label, tip.X, tip.Y + (negative ? 3 : -3), ValueLabelStyle, negative ? Alignment.UpperCenter : Alignment.LowerCenter);
            else
                area.Canvas.Text(bar.Label, tip.X + (negative ? -5 : 5), tip.Y, ValueLabelStyle, negative ? Alignment.MiddleRight : Alignment.MiddleLeft);
        }
    }

    private static void DrawInterval(SvgCanvas canvas, (double X, double Y)[] ends, bool vertical, LineStyle style)
    {
        double across = vertical ? 4 : 0, along = vertical ? 0 : 4;
        canvas.Line(ends[0].X, ends[0].Y, ends[1].X, ends[1].Y, style);
        foreach (var (x, y) in ends)
            canvas.Line(x - across, y - along, x + across, y + along, style);
    }

    private static Coordinates[] Ends(Bar bar)
    {
        double error = double.IsFinite(bar.Error) ? bar.Error : 0;
        return bar.Orientation == Orientation.Vertical
            ? [new(bar.Position, bar.Value - error), new(bar.Position, bar.Value + error)]
            : [new(bar.Value - error, bar.Position), new(bar.Value + error, bar.Position)];
    }
}
