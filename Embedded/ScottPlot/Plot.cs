using System.Text;
using ScottPlot.Drawing;
using ScottPlot.Grids;
using ScottPlot.Panels;

namespace ScottPlot;

/// <summary>A figure: a data area with axes, a title and a legend, written as SVG.</summary>
public class Plot : IDisposable
{
    /// <summary>What is behind the whole figure.</summary>
    public BackgroundStyle FigureBackground = new() { Color = Colors.White };

    /// <summary>What is behind the data.</summary>
    public BackgroundStyle DataBackground = new() { Color = Colors.Transparent };

    /// <summary>An empty plot.</summary>
    public Plot()
    {
        Axes = new(this);
        Add = new(this);
        Legend = new(this);
    }

    /// <summary>What is in the data area, in the order of drawing.</summary>
    public List<IPlottable> PlottableList { get; } = [];

    /// <summary>Adds things.</summary>
    public PlottableAdder Add { get; }

    /// <summary>The axes.</summary>
    public AxisManager Axes { get; }

    /// <summary>The legend.</summary>
    public Legend Legend { get; set; }

    /// <summary>The lines at ticks.</summary>
    public DefaultGrid Grid => Axes.DefaultGrid;

    /// <summary>Sets the title.</summary>
    public void Title(string? text = null, float? size = null) => Set(Axes.Title.Label, text ?? string.Empty, size);

    /// <summary>Sets the label of the lower axis.</summary>
    public void XLabel(string label, float? size = null) => Set(Axes.Bottom.Label, label, size);

    /// <summary>Sets the label of the left axis.</summary>
    public void YLabel(string label, float? size = null) => Set(Axes.Left.Label, label, size);

    /// <summary>Shows the legend in the data area.</summary>
    public Legend ShowLegend() => ShowLegend(Legend.Alignment);

    /// <summary>Shows the legend in a part of the data area.</summary>
    public Legend ShowLegend(Alignment alignment)
    {
        (Legend.IsVisible, Legend.Alignment) = (true, alignment);
        return Legend;
    }

    /// <summary>Shows the legend beside the data area.</summary>
    public LegendPanel ShowLegend(Edge edge)
    {
        Legend.IsVisible = false;
        var panel = new LegendPanel(Legend, edge);
        Axes.AddPanel(panel);
        return panel;
    }

    /// <summary>Hides the legend in the data area.</summary>
    public Legend HideLegend()
    {
        Legend.IsVisible = false;
        return Legend;
    }

    /// <summary>Hides the lines at ticks.</summary>
    public void HideGrid() => Grid.IsVisible = false;

    /// <summary>Hides axes and lines at ticks.</summary>
    public void HideAxesAndGrid()
    {
        foreach (var axis in Axes.GetAxes())
            axis.IsVisible = false;
        HideGrid();
    }

    /// <summary>The figure as an SVG document.</summary>
    /// <param name="width">Width in pixels; the document scales with the page that shows it.</param>
    /// <param name="height">Height in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 50.</exception>
    public string GetSvgXml(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 50);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 50);
        var canvas = new SvgCanvas(width, height, Axes.Title.Label.Text);
        Figure.Draw(this, canvas, width, height);
        return canvas.GetXml();
    }

    /// <summary>Writes the figure as an SVG file.</summary>
    public SavedImageInfo SaveSvg(string filePath, int width, int height)
    {
        var bytes = new UTF8Encoding(false).GetBytes(GetSvgXml(width, height));
        File.WriteAllBytes(filePath, bytes);
        return new(filePath, bytes.Length);
    }

    /// <summary>Does nothing: no native things are held.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    private static void Set(LabelStyle style, string text, float? size)
    {
        style.Text = text;
        style.FontSize = size ?? style.FontSize;
    }
}
