using System.Globalization;
using System.Text;

namespace ScottPlot.Drawing;

/// <summary>Shapes written down as SVG, in the order of drawing.</summary>
internal sealed class SvgCanvas
{
    private const string Fonts = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

    private readonly StringBuilder _body = new();
    private readonly int _width, _height;
    private readonly string _title;
    private int _clips;

    /// <summary>An empty picture.</summary>
    public SvgCanvas(int width, int height, string title) => (_width, _height, _title) = (width, height, title);

    /// <summary>The whole document: it scales with the page, and is at most as wide as drawn.</summary>
    public string GetXml() => string.Create(CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{_width}" height="{_height}" viewBox="0 0 {_width} {_height}" style="max-width:100%;height:auto" role="img" font-family="{Fonts}">
        <title>{Escape(_title)}</title>
        {_body}</svg>

        """);

    /// <summary>What is drawn from now on shows in a rectangle alone, until <see cref="EndClip"/>.</summary>
    public void BeginClip(Box box)
    {
        string id = $"clip{++_clips}";
        _body.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"{id}\"><rect {Place(box)}/></clipPath>\n<g clip-path=\"url(#{id})\">\n");
    }

    /// <summary>Ends the clipping.</summary>
    public void EndClip() => _body.Append("</g>\n");

    /// <summary>A filled rectangle.</summary>
    public void Fill(Box box, Color color)
    {
        if (color.Alpha > 0)
            _body.Append(CultureInfo.InvariantCulture, $"<rect {Place(box)} {Paint("fill", color)}/>\n");
    }

    /// <summary>The outline of a rectangle.</summary>
    public void Outline(Box box, LineStyle style)
    {
        if (style.Draws)
            _body.Append(CultureInfo.InvariantCulture, $"<rect {Place(box)} fill=\"none\" {Stroke(style)}/>\n");
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, LineStyle style)
    {
        if (style.Draws)
            _body.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}\" {Stroke(style)}/>\n");
    }

    /// <summary>A line through points; a point that is not finite ends a piece.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, LineStyle style)
    {
        if (!style.Draws)
            return;
        string path = PathOf(points, close: false);
        if (path.Length > 0)
            _body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke-linejoin=\"round\" {Stroke(style)}/>\n");
    }

    /// <summary>A filled polygon.</summary>
    public void Polygon(IEnumerable<(double X, double Y)> points, Color fill, LineStyle outline)
    {
        string path = PathOf(points, close: true);
        if (path.Length > 0)
            _body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" {(fill.Alpha > 0 ? Paint("fill", fill) : "fill=\"none\"")}{(outline.Draws ? $" stroke-linejoin=\"round\" {Stroke(outline)}" : "")}/>\n");
    }

    /// <summary>Markers of one style at several places.</summary>
    public void Markers(IEnumerable<(double X, double Y)> places, MarkerStyle style)
    {
        if (!style.IsVisible || style.Shape == MarkerShape.None || style.Size <= 0)
            return;
        bool open = style.Shape is MarkerShape.OpenCircle or MarkerShape.OpenSquare or MarkerShape.OpenDiamond or MarkerShape.Eks or MarkerShape.Cross;
        var stroke = new LineStyle { Color = open ? style.LineColor : style.OutlineColor, Width = open ? Math.Max(1, style.LineWidth) : style.OutlineWidth };
        var path = new StringBuilder();
        foreach (var (x, y) in places)
        {
            if (double.IsFinite(x) && double.IsFinite(y))
                AppendMarker(path, style.Shape, x, y, style.Size / 2);
        }

        if (path.Length > 0)
            _body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" {(open ? "fill=\"none\"" : Paint("fill", style.FillColor))}{(stroke.Draws ? $" {Stroke(stroke)}" : "")}/>\n");
    }

    /// <summary>A picture of pixels, each drawn as a sharp rectangle or, when smooth, blended with its neighbours.</summary>
    public void Image(Box box, byte[] png, bool smooth) => _body.Append(CultureInfo.InvariantCulture,
        $"<image {Place(box)} preserveAspectRatio=\"none\"{(smooth ? "" : " style=\"image-rendering:pixelated\"")} href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>\n");

    /// <summary>A text whose alignment point lies at a place; turned around it.</summary>
    public void Text(string text, double x, double y, LabelStyle style, Alignment alignment)
    {
        if (!style.IsVisible || string.IsNullOrEmpty(text))
            return;
        var lines = text.Split('\n');
        double lineHeight = style.FontSize * TextSize.LineHeight;
        string anchor = ((int)alignment % 3) switch { 0 => "start", 1 => "middle", _ => "end" };
        double top = ((int)alignment / 3) switch { 0 => 0, 1 => -lines.Length * lineHeight / 2, _ => -lines.Length * lineHeight };
        string turn = style.Rotation == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate({style.Rotation:0.##} {N(x)} {N(y)})\"");
        if (style.BackgroundColor.Alpha > 0 && style.Rotation == 0)
        {
            double width = TextSize.Width(text, style.FontSize, style.Bold) + 4, left = x - (((int)alignment % 3) * width / 2);
            Fill(new(left, y + top, left + width, y + top + (lines.Length * lineHeight)), style.BackgroundColor);
        }

        for (int i = 0; i < lines.Length; i++)
        {
            double baseline = y + top + ((i + 0.5) * lineHeight) + (0.35 * style.FontSize);
            _body.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{N(x)}\" y=\"{N(baseline)}\" text-anchor=\"{anchor}\" font-size=\"{style.FontSize:0.##}\"{(style.Bold ? " font-weight=\"600\"" : "")} {Paint("fill", style.ForeColor)}{turn}>{Escape(lines[i])}</text>\n");
        }
    }

    private static void AppendMarker(StringBuilder path, MarkerShape shape, double x, double y, double r)
    {
        string text = shape switch
        {
            MarkerShape.FilledCircle or MarkerShape.OpenCircle => $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0z",
            MarkerShape.FilledSquare or MarkerShape.OpenSquare => $"M{N(x - r)} {N(y - r)}h{N(2 * r)}v{N(2 * r)}h{N(-2 * r)}z",
            MarkerShape.FilledTriangleUp => $"M{N(x - r)} {N(y + (0.8 * r))}h{N(2 * r)}L{N(x)} {N(y - r)}z",
            MarkerShape.FilledTriangleDown => $"M{N(x - r)} {N(y - (0.8 * r))}h{N(2 * r)}L{N(x)} {N(y + r)}z",
            MarkerShape.FilledDiamond or MarkerShape.OpenDiamond => $"M{N(x - r)} {N(y)}L{N(x)} {N(y - r)}L{N(x + r)} {N(y)}L{N(x)} {N(y + r)}z",
            MarkerShape.Eks => $"M{N(x - r)} {N(y - r)}L{N(x + r)} {N(y + r)}M{N(x + r)} {N(y - r)}L{N(x - r)} {N(y + r)}",
            MarkerShape.Cross => $"M{N(x - r)} {N(y)}h{N(2 * r)}M{N(x)} {N(y - r)}v{N(2 * r)}",
            _ => throw new NotSupportedException($"The marker {shape} is not drawn by this implementation of ScottPlot."),
        };
        path.Append(text);
    }

    private static string PathOf(IEnumerable<(double X, double Y)> points, bool close)
    {
        var path = new StringBuilder();
        bool begun = false;
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                begun = false;
                continue;
            }

            path.Append(begun ? 'L' : 'M').Append(N(x)).Append(' ').Append(N(y));
            begun = true;
        }

        return close && path.Length > 0 ? path.Append('Z').ToString() : path.ToString();
    }

    private static string Place(Box box) => $"x=\"{N(box.Left)}\" y=\"{N(box.Top)}\" width=\"{N(Math.Max(0, box.Width))}\" height=\"{N(Math.Max(0, box.Height))}\"";

    private static string Stroke(LineStyle style)
    {
        string dashes = style.Pattern.Intervals is { Length: > 0 } intervals ? $" stroke-dasharray=\"{string.Join(' ', intervals.Select(i => N(i)))}\"" : "";
        return $"{Paint("stroke", style.Color)} stroke-width=\"{N(style.Width)}\"{dashes}";
    }

    private static string Paint(string what, Color color) =>
        $"{what}=\"{color.ToStringRGB()}\"" + (color.Alpha == 255 ? "" : $" {what}-opacity=\"{(color.Alpha / 255.0).ToString("0.###", CultureInfo.InvariantCulture)}\"");

    /// <summary>Two decimals, within what every viewer draws.</summary>
    private static string N(double value) => Math.Clamp(value, -1e5, 1e5).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
