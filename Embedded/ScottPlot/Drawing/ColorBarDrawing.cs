using ScottPlot.Panels;
using ScottPlot.TickGenerators;

namespace ScottPlot.Drawing;

/// <summary>A colour bar right of the data area.</summary>
internal static class ColorBarDrawing
{
    private const double Gap = 8;

    /// <summary>Width that it takes, for a data area of about the given height.</summary>
    public static double Measure(ColorBar bar, double height)
    {
        Fit(bar, height);
        var label = bar.Axis.Label;
        return Gap + bar.Width + 8 + AxisDrawing.LabelWidth(bar.Axis) + (label.Draws ? TextSize.Height(AxisDrawing.Wrapped(label, height), label.FontSize) + 4 : 0);
    }

    /// <summary>Draws it and returns its right side.</summary>
    public static double Draw(ColorBar bar, SvgCanvas canvas, Box data, double left)
    {
        const int Steps = 256;
        Fit(bar, data.Height);
        var axis = bar.Axis;
        var place = new Box(left + Gap, data.Top, left + Gap + bar.Width, data.Bottom);
        var pixels = new Color[Steps, 1];
        for (int i = 0; i < Steps; i++)
            pixels[i, 0] = bar.Source.Colormap.GetColor((Steps - 1 - i) / (double)(Steps - 1));
        canvas.Image(place, Png.Of(pixels), smooth: false);
        canvas.Outline(place, axis.FrameLineStyle);
        foreach (var tick in AxisDrawing.Shown(axis).Where(tick => tick.IsMajor))
        {
            double y = place.Bottom - ((tick.Position - axis.Min) / (axis.Max - axis.Min) * place.Height);
            canvas.Line(place.Right, y, place.Right + 4, y, new() { Width = 1, Color = axis.MajorTickStyle.Color });
            canvas.Text(tick.Label, place.Right + 8, y, axis.TickLabelStyle, Alignment.MiddleLeft);
        }

        double right = place.Right + 8 + AxisDrawing.LabelWidth(axis);
        if (!axis.Label.Draws)
            return right;
        string text = AxisDrawing.Wrapped(axis.Label, data.Height);
        canvas.Text(text, right + 4, (data.Top + data.Bottom) / 2, AxisDrawing.Upwards(axis.Label), Alignment.UpperCenter);
        return right + 4 + TextSize.Height(text, axis.Label.FontSize);
    }

    private static void Fit(ColorBar bar, double height)
    {
        var range = bar.Source.GetRange();
        (bar.Axis.Min, bar.Axis.Max) = range.Max > range.Min ? (range.Min, range.Max) : (range.Min - 0.5, range.Min + 0.5);
        if (bar.Axis.TickGenerator is IFittedTicks ticks && double.IsFinite(bar.Axis.Min))
            ticks.Fit(bar.Axis.Min, bar.Axis.Max, Edge.Right, height, bar.Axis.TickLabelStyle.FontSize);
    }
}
