using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Small images in rows, each with a line of text below it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Images">Brightness [rows, columns] of each, from 0 (black) to 1, the first row on top.</param>
/// <param name="Captions">The text of each.</param>
internal sealed record ImageGridPicture(string Title, IReadOnlyList<double[,]> Images, IReadOnlyList<string> Captions) : IPicture
{
    /// <summary>Images in a row.</summary>
    public int Columns { get; init; } = 5;

    public int Width => 520;

    public int Height => 50 + (Rows * (Width / Columns));

    private int Rows => (Images.Count + Columns - 1) / Columns;

    public Plot Draw(PictureTheme theme)
    {
        var plot = theme.Start(Title, "", "");
        foreach (var (i, image) in Images.Index())
        {
            double left = i % Columns, top = Rows - (i / Columns);
            var map = plot.Add.Heatmap(image);
            map.Colormap = new ScottPlot.Colormaps.Grayscale();
            map.ManualRange = new(0, 1);
            map.Position = new(left + 0.1, left + 0.9, top - 0.8, top);
            var text = plot.Add.Text(Captions[i], left + 0.5, top - 0.82);
            text.LabelFontColor = theme.Ink;
            text.LabelFontSize = 12;
            text.LabelAlignment = Alignment.UpperCenter;
        }

        plot.HideAxesAndGrid();
        plot.Axes.SetLimits(0, Columns, 0, Rows);
        return plot;
    }
}
