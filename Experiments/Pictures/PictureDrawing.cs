using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace MlPipelines.Experiments.Pictures;

/// <summary>
/// A ScottPlot plot between its texts: title and legend as wide as the picture, labels of axes as long as the axes, all wrapped in the font
/// that they are drawn in. The width is given, and the height of the plotted area; the picture is as high as all that needs.
/// </summary>
public sealed class PictureDrawing : IDisposable
{
    /// <summary>Pixels that stay free at the left and the right edge.</summary>
    public const int Margin = 10;

    /// <summary>Size of titles.</summary>
    public const float TitleSize = 16;

    /// <summary>Size of what axes are called.</summary>
    public const float LabelSize = 14;

    /// <summary>Size of other texts.</summary>
    public const float TextSize = 13;

    private const int Passes = 6;

    private readonly PictureTheme _theme;
    private readonly string _xLabel;
    private readonly string _yLabel;
    private readonly List<string> _said = [];
    private int? _height;

    /// <summary>Begins a picture.</summary>
    /// <param name="theme">Its colours.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="title">Its title.</param>
    /// <param name="xLabel">The lower axis, with its unit; empty for none.</param>
    /// <param name="yLabel">The left axis, with its unit; empty for none.</param>
    /// <param name="plotHeight">Height of the plotted area in pixels.</param>
    public PictureDrawing(PictureTheme theme, int width, string title, string xLabel, string yLabel, int plotHeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 200);
        (_theme, Width, Title, _xLabel, _yLabel, PlotHeight) = (theme, width, title, xLabel, yLabel, plotHeight);
        Plot = theme.Start();
        Plot.Axes.Title.IsVisible = false;
        Plot.Axes.AddPanel(new HeadingPanel(title, width - (2 * Margin), TitleSize, theme.Ink));
        Plot.Axes.Top.IsVisible = false;
        Plot.Axes.Right.FrameLineStyle.Width = 0;
        Plot.YLabel(WrappedText.Even(yLabel, plotHeight, LabelSize), LabelSize);
        Plot.XLabel(xLabel, LabelSize);
        Plot.Axes.Left.TickLabelStyle.OffsetY = PictureFont.AboveMiddle(TextSize);
        Plot.Axes.Left.MinimumSize = Plot.Axes.Right.MinimumSize = Margin;
        Plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TickDensity = 0.75 }; // else numbers nearly touch
        KeepApart(Plot.Axes.Left);
        Plot.Axes.Bottom.Label.Bold = Plot.Axes.Left.Label.Bold = false;
        Plot.Axes.Bottom.TickLabelStyle.FontSize = Plot.Axes.Left.TickLabelStyle.FontSize = TextSize;
    }

    /// <summary>The plot.</summary>
    public Plot Plot { get; }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the plotted area in pixels.</summary>
    public int PlotHeight { get; }

    /// <summary>Height in pixels.</summary>
    public int Height => _height ??= Arrange();

    /// <summary>
    /// What depends on how large the plotted area has become, such as room for texts within it; it may be asked several times.
    /// </summary>
    public Action<PixelRect>? Fit { get; set; }

    /// <summary>What the picture says, for those who do not see it.</summary>
    public string Description
    {
        get
        {
            var parts = new List<string>();
            if (_xLabel.Length > 0)
                parts.Add($"To the right: {_xLabel}.");
            if (_yLabel.Length > 0)
                parts.Add($"Upwards: {_yLabel}.");
            var series = Plot.PlottableList.SelectMany(plottable => plottable.LegendItems).Select(item => item.LabelText)
                .Where(text => !string.IsNullOrEmpty(text)).ToList();
            if (series.Count > 0)
                parts.Add($"Series: {string.Join("; ", series)}.");
            parts.AddRange(_said);
            var texts = Plot.PlottableList.OfType<Text>().Select(text => text.LabelText.Replace('\n', ' ')).ToList();
            if (texts.Count > 0)
                parts.Add($"Texts: {string.Join("; ", texts)}.");
            return string.Join(' ', parts);
        }
    }

    /// <summary>Makes the axes show all data; from 0 to 1 where there are none.</summary>
    public void AutoScale()
    {
        Plot.Axes.AutoScale();
        var limits = Plot.Axes.GetLimits();
        if (!double.IsFinite(limits.Left) || !double.IsFinite(limits.Right))
            Plot.Axes.SetLimitsX(0, 1);
        if (!double.IsFinite(limits.Bottom) || !double.IsFinite(limits.Top))
            Plot.Axes.SetLimitsY(0, 1);
    }

    /// <summary>Adds a legend below, where it hides nothing.</summary>
    public void ShowLegend()
    {
        Plot.Legend.FontSize = TextSize;
        Plot.Legend.FontColor = _theme.Ink;
        Plot.Legend.BackgroundColor = _theme.Background;
        Plot.Axes.AddPanel(new LegendRows(Plot.Legend, Width - (2 * Margin)));
    }

    /// <summary>A text at a place of the plotted area, in the theme's ink.</summary>
    public Text AddText(string text, double x, double y, Alignment alignment, float offsetX = 0, float offsetY = 0)
    {
        var label = Plot.Add.Text(text, x, y);
        if (alignment is Alignment.MiddleLeft or Alignment.MiddleCenter or Alignment.MiddleRight)
            offsetY += PictureFont.AboveMiddle(TextSize);
        (label.LabelFontColor, label.LabelFontSize, label.LabelAlignment, label.OffsetX, label.OffsetY) = (
            _theme.Ink, TextSize, alignment, offsetX, offsetY);
        return label;
    }

    /// <summary>Names at places of the left axis, without tick marks.</summary>
    /// <param name="places">The places.</param>
    /// <param name="names">The names, wrapped where they must be: see <see cref="WrapNames"/>.</param>
    public void NameLeft(double[] places, IReadOnlyList<string> names)
    {
        Plot.Axes.Left.SetTicks(places, [.. names]);
        Plot.Axes.Left.MajorTickStyle.Length = 0;
        Say("Rows", names);
    }

    /// <summary>Names of rows, wrapped so that they leave the plotted area at least three fifths of a picture.</summary>
    public static IReadOnlyList<string> WrapNames(IReadOnlyList<string> names, int width) =>
        [.. names.Select(name => WrappedText.Of(name, 0.4 * width, TextSize))];

    /// <summary>Keeps what an upright axis is called apart from its numbers: ScottPlot forgets that the tick marks take room too.</summary>
    public static void KeepApart(IAxis axis)
    {
        if (axis is ScottPlot.AxisPanels.AxisBase panel)
            (panel.PaddingBetweenTickAndAxisLabels, panel.PaddingOutsideAxisLabels) = (new(8, 3), new(4, 2));
    }

    /// <summary>The right end of an axis on which texts to the right of places have room.</summary>
    /// <param name="from">The axis' left end.</param>
    /// <param name="most">What must be on it.</param>
    /// <param name="texts">The places with their texts.</param>
    /// <param name="offset">Pixels between a place and its text.</param>
    /// <param name="area">The plotted area.</param>
    public static double RightLimit(
        double from, double most, IEnumerable<(double Place, string Text)> texts, float offset, PixelRect area) => texts
        .Select(text => from + ((text.Place - from) * area.Width / RoomBefore(text.Text, offset, area)))
        .Append(Math.Max(most, from + 1e-12)).Max();

    /// <summary>Pixels of an area that are left of the place whose text ends at the area's right end; at least a quarter.</summary>
    private static float RoomBefore(string text, float offset, PixelRect area) =>
        Math.Max(area.Width - offset - PictureFont.WidestOf(text, TextSize) - 2, area.Width / 4);

    /// <summary>Adds names to the description.</summary>
    public void Say(string what, IEnumerable<string> names) =>
        _said.Add($"{what}: {string.Join("; ", names.Select(name => name.Replace('\n', ' ')))}.");

    /// <summary>The picture as SVG.</summary>
    /// <param name="id">What the ids within it begin with, so that several can stand in one page.</param>
    public string Svg(string id)
    {
        var height = Height;
        var description = Description;
        using var dashes = new DashMarks(Plot);
        return SvgText.Of(Plot.GetSvgXml(Width, height), Width, height, Title, description, id);
    }

    /// <summary>The picture as PNG, with so many pixels for each of its width and height.</summary>
    public byte[] Png(int scale)
    {
        var height = Height;
        Plot.ScaleFactor = scale;
        try
        {
            using var image = Plot.GetImage(Width * scale, height * scale);
            return image.GetImageBytes(ImageFormat.Png);
        }
        finally
        {
            Plot.ScaleFactor = 1;
        }
    }

    /// <summary>Frees the plot.</summary>
    public void Dispose() => Plot.Dispose();

    /// <summary>
    /// Finds the height, and gives the texts their room. What one needs decides what is left for another, so it is done again until that
    /// has settled.
    /// </summary>
    private int Arrange()
    {
        var height = PlotHeight + 5_000; // surely enough; the first pass finds what is needed
        var before = default(PixelRect);
        for (var pass = 0; pass < Passes && Layout(height) is var area && area != before; pass++)
        {
            before = area;
            height = (int)Math.Ceiling(height + PlotHeight - area.Height);
            Fit?.Invoke(new(area.Left, area.Right, area.Top + PlotHeight, area.Top));
            Plot.Axes.Bottom.Label.Text = WrappedText.Even(_xLabel, area.Width, LabelSize);
            // The outermost numbers of the lower axis are as wide to the right of the plotted area as to its left.
            Plot.Axes.Right.MinimumSize = Math.Max(Margin, Plot.Axes.Right.IsVisible ? Overhang(area) + Margin : 0);
        }

        return height;
    }

    private PixelRect Layout(int height)
    {
        using var recorder = new SKPictureRecorder(); // it draws nothing, which is enough to know where things are
        Plot.Render(recorder.BeginRecording(new(0, 0, Width, height)), Width, height);
        using var picture = recorder.EndRecording();
        return Plot.RenderManager.LastRender.DataRect;
    }

    private float Overhang(PixelRect area)
    {
        var axis = Plot.Axes.Bottom;
        return !axis.IsVisible || axis.TickLabelStyle.Rotation != 0 ? 0
            : axis.TickGenerator.Ticks.Where(tick => !string.IsNullOrEmpty(tick.Label))
            .Select(tick => axis.GetPixel(tick.Position, area) + (PictureFont.WidestOf(tick.Label, TextSize) / 2) - area.Right)
                .DefaultIfEmpty(0).Max();
    }
}
