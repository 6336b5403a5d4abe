using ScottPlot;
using ScottPlot.Panels;

namespace MlPipelines.Comparisons.Pictures;

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
        _label = new() { Text = WrappedText.Of(title, width, size, bold: true), FontSize = size, Bold = true, ForeColor = color, Alignment = Alignment.UpperLeft };
    }

    public override float Measure(Paint paint) => Above + _label.Measure(_label.Text, paint).Height + Below;

    public override void Render(RenderPack rp, float size, float offset) =>
        _label.Render(rp.Canvas, new Pixel(rp.FigureRect.Left + PictureDrawing.Margin, rp.DataRect.Top - offset - size + Above), rp.Paint);
}
