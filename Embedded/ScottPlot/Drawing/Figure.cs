using ScottPlot.Panels;
using ScottPlot.TickGenerators;

namespace ScottPlot.Drawing;

/// <summary>The drawing of a whole plot: first what lies around the data area is measured, then everything is drawn from the back.</summary>
internal static class Figure
{
    private const double Edge = 8;

    /// <summary>Draws a plot.</summary>
    public static void Draw(Plot plot, SvgCanvas canvas, int width, int height)
    {
        plot.Axes.Complete();
        canvas.Fill(new(0, 0, width, height), plot.FigureBackground.Color);
        var layout = Layout.Of(plot, width, height);
        var box = layout.Data;
        var area = new DataArea(canvas, box, plot.Axes.GetLimits());
        canvas.Fill(box, plot.DataBackground.Color);
        if (plot.Grid.IsVisible)
            DrawGrid(plot, area);

        canvas.BeginClip(box);
        foreach (var plottable in plot.PlottableList.Where(plottable => plottable.IsVisible))
            (plottable as IDrawn)?.Draw(area);
        canvas.EndClip();

        AxisDrawing.Bottom(plot.Axes.Bottom, area);
        AxisDrawing.Left(plot.Axes.Left, area);
        Line(plot.Axes.Top, box.Left, box.Top, box.Right, box.Top);
        Line(plot.Axes.Right, box.Right, box.Top, box.Right, box.Bottom);
        double right = box.Right + layout.RightOverhang;
        foreach (var bar in plot.Axes.Panels.OfType<ColorBar>().Where(bar => bar.IsVisible))
            right = ColorBarDrawing.Draw(bar, canvas, box, right);
        foreach (var (panel, place) in layout.Legends)
            LegendDrawing.Draw(panel.Legend, canvas, place);
        if (plot.Legend.IsVisible && plot.Legend.GetItems().Length > 0)
            LegendDrawing.DrawInside(plot.Legend, canvas, box);
        DrawTitle(plot, canvas, box, width);

        void Line(IAxis axis, double x1, double y1, double x2, double y2)
        {
            if (axis.IsVisible)
                canvas.Line(x1, y1, x2, y2, axis.FrameLineStyle);
        }
    }

    private static void DrawGrid(Plot plot, DataArea area)
    {
        foreach (double x in AxisDrawing.Shown(plot.Axes.Bottom).Where(tick => tick.IsMajor && plot.Grid.XAxisStyle.IsVisible).Select(tick => area.X(tick.Position)))
            area.Canvas.Line(x, area.Box.Top, x, area.Box.Bottom, plot.Grid.XAxisStyle.MajorLineStyle);
        foreach (double y in AxisDrawing.Shown(plot.Axes.Left).Where(tick => tick.IsMajor && plot.Grid.YAxisStyle.IsVisible).Select(tick => area.Y(tick.Position)))
            area.Canvas.Line(area.Box.Left, y, area.Box.Right, y, plot.Grid.YAxisStyle.MajorLineStyle);
    }

    private static void DrawTitle(Plot plot, SvgCanvas canvas, Box box, int width)
    {
        var label = plot.Axes.Title.Label;
        if (!label.Draws || !plot.Axes.Title.IsVisible)
            return;
        string text = TextSize.Wrap(label.Text, label.FontSize, label.Bold, width - (2 * Edge));
        double half = TextSize.Width(text, label.FontSize, label.Bold) / 2;
        double middle = plot.Axes.Title.FullFigureCenter ? width / 2.0 : (box.Left + box.Right) / 2;
        canvas.Text(text, Math.Clamp(middle, Math.Min(Edge + half, width / 2.0), Math.Max(width - Edge - half, width / 2.0)), Edge, label, Alignment.UpperCenter);
    }

    /// <summary>Where everything lies.</summary>
    /// <param name="Data">The data area.</param>
    /// <param name="RightOverhang">Room right of it for the end of the last text below.</param>
    /// <param name="Legends">Legends beside the data area with their places.</param>
    private sealed record Layout(Box Data, double RightOverhang, IReadOnlyList<(LegendPanel Panel, Box Place)> Legends)
    {
        public static Layout Of(Plot plot, int width, int height)
        {
            var title = plot.Axes.Title.Label;
            double top = Edge, left = Edge, right = width - Edge, bottom = height - Edge;
            if (title.Draws && plot.Axes.Title.IsVisible)
                top += TextSize.Height(TextSize.Wrap(title.Text, title.FontSize, title.Bold, width - (2 * Edge)), title.FontSize) + 6;
            var legends = new List<(LegendPanel, Box)>();
            foreach (var panel in plot.Axes.Panels.OfType<LegendPanel>().Where(panel => panel.IsVisible && panel.Legend.GetItems().Length > 0))
            {
                var (legendWidth, legendHeight) = LegendDrawing.Measure(panel.Legend, right - left, panel.Edge);
                switch (panel.Edge)
                {
                    case ScottPlot.Edge.Right:
                        right -= legendWidth + 8;
                        legends.Add((panel, new(right + 8, top, right + 8 + legendWidth, top + legendHeight)));
                        break;
                    case ScottPlot.Edge.Bottom:
                        bottom -= legendHeight + 4;
                        legends.Add((panel, new(left, bottom + 4, right, bottom + 4 + legendHeight)));
                        break;
                    case ScottPlot.Edge.Top:
                        legends.Add((panel, new(left, top, right, top + legendHeight)));
                        top += legendHeight + 4;
                        break;
                    default:
                        throw new NotSupportedException("A legend is drawn at the right, the bottom or the top; found Left.");
                }
            }

            var data = new Box(left + 50, top, right, bottom - 40);
            double overhang = 0, bars = 0;
            for (int pass = 0; pass < 3; pass++) // ticks depend on the room, the room on the ticks' texts
            {
                Fit(plot.Axes.Bottom, data.Width);
                Fit(plot.Axes.Left, data.Height);
                double dataHeight = data.Height;
                bars = plot.Axes.Panels.OfType<ColorBar>().Where(bar => bar.IsVisible).Sum(bar => ColorBarDrawing.Measure(bar, dataHeight));
                var area = new DataArea(null!, data, plot.Axes.GetLimits());
                double leftSize = AxisDrawing.LeftSize(plot.Axes.Left, data.Height), bottomSize = AxisDrawing.BottomSize(plot.Axes.Bottom, data.Width);
                var (before, after) = AxisDrawing.BottomOverhang(plot.Axes.Bottom, area);
                overhang = Math.Max(0, after - (bars > 0 ? 0 : Edge));
                double topOverhang = plot.Axes.Left.IsVisible && AxisDrawing.Shown(plot.Axes.Left).Any() ? plot.Axes.Left.TickLabelStyle.FontSize / 2 : 0;
                data = new(
                    left + Math.Max(leftSize, before - Edge), top + (title.Draws ? 0 : topOverhang), right - bars - overhang, bottom - bottomSize);
                if (data.Width < 10 || data.Height < 10)
                    throw new InvalidOperationException($"A figure of {width} x {height} pixels has no room for its data beside texts and legend; make it larger or the texts shorter.");
            }

            return new(data, bars > 0 ? overhang : 0, legends);
        }

        private static void Fit(IAxis axis, double length)
        {
            if (axis.TickGenerator is IFittedTicks ticks)
                ticks.Fit(Math.Min(axis.Min, axis.Max), Math.Max(axis.Min, axis.Max), axis.Edge, length, axis.TickLabelStyle.FontSize);
        }
    }
}
