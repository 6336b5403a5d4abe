namespace ScottPlot.Drawing;

/// <summary>The legend: how much room it takes, and its drawing.</summary>
internal static class LegendDrawing
{
    private const double Symbol = 26, Gap = 6, Between = 16, Padding = 6;

    /// <summary>Its size beside the data area: in one column at the right, else in rows as wide as there is room.</summary>
    public static (double Width, double Height) Measure(Legend legend, double room, Edge edge)
    {
        var items = legend.GetItems();
        double line = LineHeight(legend);
        return edge == Edge.Right
            ? (items.Max(item => ItemWidth(legend, item)), items.Length * line)
            : (room, Rows(legend, items, room).Count * line);
    }

    /// <summary>Draws it beside the data area.</summary>
    public static void Draw(Legend legend, SvgCanvas canvas, Box place)
    {
        double y = place.Top, line = LineHeight(legend);
        foreach (var row in Rows(legend, legend.GetItems(), place.Width))
        {
            double x = place.Left + Math.Max(0, (place.Width - RowWidth(legend, row)) / 2);
            foreach (var item in row)
            {
                DrawItem(legend, item, canvas, x, y + (line / 2));
                x += ItemWidth(legend, item) + Between;
            }

            y += line;
        }
    }

    /// <summary>Draws it in the data area, with a frame.</summary>
    public static void DrawInside(Legend legend, SvgCanvas canvas, Box data)
    {
        var items = legend.GetItems();
        var rows = legend.Orientation == Orientation.Vertical ? [.. items.Select(item => new List<LegendItem> { item })] : Rows(legend, items, data.Width - 30);
        double line = LineHeight(legend);
        double width = rows.Max(row => RowWidth(legend, row)) + (2 * Padding), height = (rows.Count * line) + (2 * Padding);
        double left = Place((int)legend.Alignment % 3, data.Left + 8, data.Right - 8, width), top = Place((int)legend.Alignment / 3, data.Top + 8, data.Bottom - 8, height);
        var box = new Box(left, top, left + width, top + height);
        canvas.Fill(box, legend.BackgroundColor);
        canvas.Outline(box, new() { Width = legend.OutlineWidth, Color = legend.OutlineColor });
        foreach (var (index, row) in rows.Index())
        {
            double x = left + Padding;
            foreach (var item in row)
            {
                DrawItem(legend, item, canvas, x, top + Padding + ((index + 0.5) * line));
                x += ItemWidth(legend, item) + Between;
            }
        }
    }

    private static double Place(int third, double from, double to, double size) => third switch
    {
        0 => from,
        1 => ((from + to) - size) / 2,
        _ => to - size,
    };

    private static void DrawItem(Legend legend, LegendItem item, SvgCanvas canvas, double x, double y)
    {
        canvas.Fill(new(x + 3, y - 6, x + Symbol - 3, y + 6), item.FillStyle.Color);
        canvas.Line(x, y, x + Symbol, y, item.LineStyle);
        canvas.Markers([(x + (Symbol / 2), y)], item.MarkerStyle);
        var style = new LabelStyle { FontSize = FontSize(legend), ForeColor = legend.FontColor ?? Colors.Black };
        canvas.Text(item.LabelText, x + Symbol + Gap, y, style, Alignment.MiddleLeft);
    }

    /// <summary>Items in rows that are at most so wide.</summary>
    private static List<List<LegendItem>> Rows(Legend legend, LegendItem[] items, double room)
    {
        var rows = new List<List<LegendItem>>();
        foreach (var item in items)
        {
            if (rows.Count == 0 || RowWidth(legend, [.. rows[^1], item]) > room)
                rows.Add([]);
            rows[^1].Add(item);
        }

        return rows;
    }

    private static double RowWidth(Legend legend, List<LegendItem> row) => row.Sum(item => ItemWidth(legend, item)) + ((row.Count - 1) * Between);

    private static double ItemWidth(Legend legend, LegendItem item) => Symbol + Gap + TextSize.Width(item.LabelText, FontSize(legend), bold: false);

    private static double LineHeight(Legend legend) => FontSize(legend) * 1.4;

    private static float FontSize(Legend legend) => legend.FontSize ?? 14;
}
