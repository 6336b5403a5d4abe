using ScottPlot;
using SkiaSharp;

namespace MlPipelines.Experiments.Pictures;

/// <summary>Small images in rows, enlarged so that each pixel is seen, with lines of text below each.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Lines">What the lines below an image are, such as the learner that said them; the first has the colour of texts, the others
/// each a colour of their own.</param>
/// <param name="Images">The images.</param>
public sealed record ImageRowPicture(string Title, IReadOnlyList<string> Lines, IReadOnlyList<LabelledImage> Images) : IPicture
{
    private const int MostInARow = 5;
    private const int Gap = 10; // between images, in pixels

    /// <summary>A sentence below, such as why there are no more; null for none.</summary>
    public string? Note { get; init; }

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var room = width - (2 * PictureDrawing.Margin);
        var columns = Math.Clamp(Images.Count, 1, MostInARow);
        var side = (room - ((MostInARow - 1) * Gap)) / (double)MostInARow; // as large where there are fewer
        string[][] texts = [.. Images.Select(image => image.Texts.Select(Wrapped).ToArray())];
        double[] heights = [
            .. Enumerable.Range(0, Lines.Count).Select(line => texts.Select(text => HeightOf(text[line])).DefaultIfEmpty(0).Max())];
        var note = Note is null ? null : WrappedText.Of(Note, room, PictureDrawing.TextSize);
        var rowHeight = side + heights.Sum() + Gap;
        var rows = (Images.Count + columns - 1) / columns;
        var height = (int)Math.Ceiling((rows * rowHeight) + (note is null ? 0 : HeightOf(note) + Gap));

        var drawing = new PictureDrawing(theme, width, Title, "", "", height);
        var plot = drawing.Plot;
        foreach (var (index, image) in Images.Index())
        {
            var (left, top) = ((index % columns) * (side + Gap), -(index / columns) * rowHeight);
            plot.Add.Plottable(new Pixels(image, new CoordinateRect(left, left + side, top - side, top)));
            var below = top - side - 2;
            for (var line = 0; line < Lines.Count; line++)
            {
                var text = drawing.AddText(texts[index][line], left, below, Alignment.UpperLeft);
                text.LabelFontColor = ColorOf(line);
                below -= heights[line];
            }
        }

        if (note is not null)
            drawing.AddText(note, 0, -(rows * rowHeight), Alignment.UpperLeft);
        plot.HideAxesAndGrid();
        if (Images.Count > 0)
        {
            for (var line = 0; line < Lines.Count; line++)
            {
                plot.Legend.ManualItems.Add(
                    new LegendItem { LabelText = Lines[line], MarkerStyle = new(MarkerShape.FilledSquare, 10, ColorOf(line)) });
            }

            drawing.ShowLegend();
            drawing.Say("Lines below each image", Lines);
        }

        drawing.Fit = area => // a unit is a pixel
        {
            var margin = (area.Width - room) / 2;
            plot.Axes.SetLimits(-margin, room + margin, -area.Height, 0);
        };
        drawing.Fit(new(0, width, height, 0));
        return drawing;

        string Wrapped(string text) => WrappedText.Of(text, side, PictureDrawing.TextSize);
        static float HeightOf(string text) => PictureFont.HeightOf(text, PictureDrawing.TextSize);
        Color ColorOf(int line) => line == 0 ? theme.Ink : theme.Of(line - 1);
    }

    /// <summary>The pixels of an image as squares.</summary>
    private sealed class Pixels(LabelledImage image, CoordinateRect place) : IPlottable
    {
        public bool IsVisible { get; set; } = true;

        public IAxes Axes { get; set; } = new Axes();

        public IEnumerable<LegendItem> LegendItems => [];

        public AxisLimits GetAxisLimits() => new(place);

        public void Render(RenderPack rp)
        {
            using var bitmap = image.Bitmap();
            using var pixels = SKImage.FromBitmap(bitmap);
            var target = Axes.GetPixelRect(place);
            using var paint = new SKPaint();
            rp.Canvas.DrawImage(
                pixels, new SKRect(target.Left, target.Top, target.Right, target.Bottom), new SKSamplingOptions(SKFilterMode.Nearest),
                paint);
        }
    }
}

/// <summary>An image with texts.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Planes">The pixels, [1 or 3, height, width], row-major: grey, or red, green and blue.</param>
/// <param name="Texts">The texts, one for each line below it.</param>
public sealed record LabelledImage(int Height, int Width, IReadOnlyList<byte> Planes, IReadOnlyList<string> Texts)
{
    /// <summary>The pixels, to be drawn or written.</summary>
    internal SKBitmap Bitmap()
    {
        var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
                bitmap.SetPixel(x, y, ColorAt(x, y));
        }

        return bitmap;
    }

    private SKColor ColorAt(int x, int y)
    {
        var at = (y * Width) + x;
        var plane = Width * Height;
        var red = Planes[at];
        return Planes.Count == plane ? new(red, red, red) : new(red, Planes[at + plane], Planes[at + (2 * plane)]);
    }
}
