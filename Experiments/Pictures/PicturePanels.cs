using ScottPlot;
using ScottPlot.Panels;

namespace MlPipelines.Experiments.Pictures;

/// <summary>
/// A legend below the plotted area, as wide as the picture: entries in columns of equal width where they fit beside each other, their names
/// wrapped where they are wider than the picture. It takes the height that it needs.
/// </summary>
internal sealed class LegendRows : PanelBase, ILegendLayout
{
    private const float SymbolWidth = 24;
    private const float Gap = 6; // between symbol and name
    private const float BetweenColumns = 16;
    private const float BetweenRows = 3;
    private const float Below = 10;

    private readonly Legend _legend;
    private readonly float _width;

    /// <summary>Lays out a plot's legend.</summary>
    /// <param name="legend">The legend.</param>
    /// <param name="width">The picture's width without its margins, in pixels.</param>
    public LegendRows(Legend legend, float width)
    {
        (_legend, _width, Edge) = (legend, width, Edge.Bottom);
        legend.Layout = this;
        legend.IsVisible = false; // not inside the plotted area
        legend.Padding = new(0);
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
    }

    public override float Measure(Paint paint) =>
        _legend.GetItems().Length == 0 ? 0 : _legend.GetLayout(new(_width, float.PositiveInfinity), paint).LegendRect.Height + Below;

    public override void Render(RenderPack rp, float size, float offset)
    {
        float top = rp.DataRect.Bottom + offset, left = rp.FigureRect.Left + ((rp.FigureRect.Width - _width) / 2);
        _legend.Render(rp.Canvas, rp.Paint, new PixelRect(left, left + _width, top + size - Below, top), Alignment.UpperCenter);
    }

    public LegendLayout GetLayout(Legend legend, LegendItem[] items, PixelSize maxSize, Paint paint)
    {
        foreach (var item in items)
        {
            item.LabelStyle.OffsetY = PictureFont.AboveMiddle(item.LabelFontSize);
            item.LabelText = WrappedText.Of(item.LabelText, _width - SymbolWidth - Gap, item.LabelFontSize);
        }

        var sizes = items.Select(item => item.LabelStyle.Measure(item.LabelText, paint).Size).ToArray();
        var column = Math.Min(SymbolWidth + Gap + sizes.Max(size => size.Width), _width);
        var columns = Math.Clamp((int)((_width + BetweenColumns) / (column + BetweenColumns)), 1, items.Length);
        var symbols = new PixelRect[items.Length];
        var names = new PixelRect[items.Length];
        float top = 0;
        for (var row = 0; row * columns < items.Length; row++)
        {
            int first = row * columns, end = Math.Min(items.Length, first + columns);
            var bottom = top + sizes[first..end].Max(size => size.Height);
            for (var i = first; i < end; i++)
            {
                var left = (i - first) * (column + BetweenColumns);
                symbols[i] = new(left, left + SymbolWidth, bottom, top);
                names[i] = new(left + SymbolWidth + Gap, left + column, bottom, top);
            }

            top = bottom + BetweenRows;
        }

        return new()
        {
            LegendItems = items,
            SymbolRects = symbols,
            LabelRects = names,
            LegendRect = new(0, (columns * column) + ((columns - 1) * BetweenColumns), top - BetweenRows, 0),
        };
    }
}

/// <summary>A picture's title above it: at its left margin, wrapped to its width, as high as its lines.</summary>
internal sealed class HeadingPanel : PanelBase
{
    private const float Above = 8;
    private const float Below = 4;

    private readonly LabelStyle _label;

    /// <summary>Makes it.</summary>
    /// <param name="title">The title.</param>
    /// <param name="width">The picture's width without its margins, in pixels.</param>
    /// <param name="size">The font's size in pixels.</param>
    /// <param name="color">The text's colour.</param>
    public HeadingPanel(string title, float width, float size, Color color)
    {
        Edge = Edge.Top;
        _label = new()
        {
            Text = WrappedText.Of(
            title, width, size, bold: true),
            FontSize = size,
            Bold = true,
            ForeColor = color,
            Alignment = Alignment.UpperLeft
        };
    }

    public override float Measure(Paint paint) => Above + _label.Measure(_label.Text, paint).Height + Below;

    public override void Render(RenderPack rp, float size, float offset) =>
        _label.Render(rp.Canvas, new Pixel(rp.FigureRect.Left + PictureDrawing.Margin, rp.DataRect.Top - offset - size + Above), rp.Paint);
}
