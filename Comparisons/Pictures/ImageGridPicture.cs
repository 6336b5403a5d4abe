using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Small images in rows, each with its text below it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Images">Brightness [rows, columns] of each, from 0 (black) to 1, the first row on top.</param>
/// <param name="Captions">The text of each.</param>
internal sealed record ImageGridPicture(string Title, IReadOnlyList<double[,]> Images, IReadOnlyList<string> Captions) : IPicture
{
    private const float Gap = 12; // pixels between images

    /// <summary>Images in a row.</summary>
    public int Columns { get; init; } = 5;

    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        int all = width - (2 * PictureDrawing.Margin), rows = (Images.Count + Columns - 1) / Columns;
        float side = (all - (Gap * (Columns - 1))) / Columns;
        var captions = Captions.Select(caption => WrappedText.Of(caption, side, PictureDrawing.TextSize)).ToList();
        float row = side + captions.Max(caption => PictureFont.HeightOf(caption, PictureDrawing.TextSize)) + Gap;
        var drawing = new PictureDrawing(theme, width, Title, "", "", (int)Math.Ceiling(row * rows));
        var plot = drawing.Plot;
        plot.HideAxesAndGrid();
        plot.Axes.SetLimits(0, all, -drawing.PlotHeight, 0); // a unit is a pixel
        foreach (var (i, image) in Images.Index())
        {
            double left = i % Columns * (side + Gap), top = -(i / Columns) * row;
            var map = MapCells.Add(plot, image, new(left, left + side, top - side, top));
            map.Colormap = new ScottPlot.Colormaps.Grayscale();
            map.ManualRange = new(0, 1);
            drawing.AddText(captions[i], left + (side / 2), top - side, Alignment.UpperCenter, offsetY: 2);
        }

        return drawing;
    }
}
