namespace ScottPlot.Drawing;

/// <summary>Line, ticks and texts of the lower and the left axis: how much room they take, and their drawing.</summary>
internal static class AxisDrawing
{
    private const double Gap = 4;

    /// <summary>The ticks within the limits; none of a hidden axis.</summary>
    public static IEnumerable<Tick> Shown(IAxis axis)
    {
        double low = Math.Min(axis.Min, axis.Max), high = Math.Max(axis.Min, axis.Max), slack = 1e-9 * (high - low);
        return axis.IsVisible ? axis.TickGenerator.Ticks.Where(tick => tick.Position >= low - slack && tick.Position <= high + slack) : [];
    }

    /// <summary>Width of the left axis beside a data area of the given height.</summary>
    public static double LeftSize(IAxis axis, double height)
    {
        if (!axis.IsVisible)
            return axis.MinimumSize;
        double label = axis.Label.Draws ? TextSize.Height(Wrapped(axis.Label, height), axis.Label.FontSize) + Gap : 0;
        return Math.Clamp(TickRoom(axis) + LabelWidth(axis) + label, axis.MinimumSize, axis.MaximumSize);
    }

    /// <summary>Height of the lower axis below a data area of the given width.</summary>
    public static double BottomSize(IAxis axis, double width)
    {
        if (!axis.IsVisible)
            return axis.MinimumSize;
        double label = axis.Label.Draws ? TextSize.Height(Wrapped(axis.Label, width), axis.Label.FontSize) + Gap : 0;
        return Math.Clamp(TickRoom(axis) + LabelHeight(axis) + label, axis.MinimumSize, axis.MaximumSize);
    }

    /// <summary>How far texts of the lower axis reach over the data area's left and right side.</summary>
    public static (double Before, double After) BottomOverhang(IAxis axis, DataArea area)
    {
        double before = 0, after = 0;
        foreach (var tick in Shown(axis).Where(tick => tick.Label.Length > 0))
        {
            double width = TextSize.Turned(tick.Label, axis.TickLabelStyle).Width, x = area.X(tick.Position);
            double share = axis.TickLabelStyle.Rotation == 0 ? 0.5 : axis.TickLabelStyle.Rotation > 0 ? 0 : 1; // of the text, left of the tick
            before = Math.Max(before, area.Box.Left - (x - (share * width)));
            after = Math.Max(after, x + ((1 - share) * width) - area.Box.Right);
        }

        return (before, after);
    }

    /// <summary>Draws the lower axis.</summary>
    public static void Bottom(IAxis axis, DataArea area)
    {
        if (!axis.IsVisible)
            return;
        var (canvas, box) = (area.Canvas, area.Box);
        canvas.Line(box.Left, box.Bottom, box.Right, box.Bottom, axis.FrameLineStyle);
        foreach (var tick in Shown(axis))
        {
            double x = area.X(tick.Position), y = box.Bottom + DrawMark(axis, tick, (length, style) => canvas.Line(x, box.Bottom, x, box.Bottom + length, style));
            float turn = axis.TickLabelStyle.Rotation;
            canvas.Text(tick.Label, x, y + Gap + (turn == 0 ? 0 : axis.TickLabelStyle.FontSize / 2), axis.TickLabelStyle, turn == 0 ? Alignment.UpperCenter : turn > 0 ? Alignment.MiddleLeft : Alignment.MiddleRight);
        }

        if (axis.Label.Draws)
            canvas.Text(Wrapped(axis.Label, box.Width), (box.Left + box.Right) / 2, box.Bottom + TickRoom(axis) + LabelHeight(axis) + Gap, axis.Label, Alignment.UpperCenter);
    }

    /// <summary>Draws the left axis.</summary>
    public static void Left(IAxis axis, DataArea area)
    {
        if (!axis.IsVisible)
            return;
        var (canvas, box) = (area.Canvas, area.Box);
        canvas.Line(box.Left, box.Top, box.Left, box.Bottom, axis.FrameLineStyle);
        foreach (var tick in Shown(axis))
        {
            double y = area.Y(tick.Position), x = box.Left - DrawMark(axis, tick, (length, style) => canvas.Line(box.Left - length, y, box.Left, y, style));
            canvas.Text(tick.Label, x - Gap, y, axis.TickLabelStyle, Alignment.MiddleRight);
        }

        if (axis.Label.Draws)
        {
            double x = box.Left - TickRoom(axis) - LabelWidth(axis) - Gap;
            canvas.Text(Wrapped(axis.Label, box.Height), x, (box.Top + box.Bottom) / 2, Upwards(axis.Label), Alignment.LowerCenter);
        }
    }

    /// <summary>A text that reads upwards.</summary>
    public static LabelStyle Upwards(LabelStyle style) => new()
    {
        Text = style.Text,
        FontSize = style.FontSize,
        Bold = style.Bold,
        ForeColor = style.ForeColor,
        Rotation = -90,
    };

    /// <summary>A label in lines that are at most so long.</summary>
    public static string Wrapped(LabelStyle label, double length) => TextSize.Wrap(label.Text, label.FontSize, label.Bold, length);

    /// <summary>Width of the widest text at a tick.</summary>
    public static double LabelWidth(IAxis axis) =>
        Shown(axis).Select(tick => TextSize.Turned(tick.Label, axis.TickLabelStyle).Width).DefaultIfEmpty(0).Max();

    private static double LabelHeight(IAxis axis) =>
        Shown(axis).Where(tick => tick.Label.Length > 0).Select(tick => TextSize.Turned(tick.Label, axis.TickLabelStyle).Height).DefaultIfEmpty(0).Max();

    private static double TickRoom(IAxis axis) => Shown(axis).Any() ? axis.MajorTickStyle.Length + Gap : Gap;

    private static float DrawMark(IAxis axis, Tick tick, Action<float, LineStyle> draw)
    {
        var style = tick.IsMajor ? axis.MajorTickStyle : axis.MinorTickStyle;
        draw(style.Length, new() { Width = style.Width, Color = style.Color });
        return axis.MajorTickStyle.Length;
    }
}
