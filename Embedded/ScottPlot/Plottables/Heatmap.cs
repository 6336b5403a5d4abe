using ScottPlot.Drawing;

namespace ScottPlot.Plottables;

/// <summary>A grid of cells [rows, columns] whose colours stand for numbers; the first row is the highest.</summary>
public class Heatmap(double[,] intensities) : IPlottable, IHasColorAxis, IDrawn
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <summary>The numbers.</summary>
    public double[,] Intensities { get; set; } = intensities;

    /// <summary>The colours.</summary>
    public IColormap Colormap { get; set; } = new Colormaps.Viridis();

    /// <summary>The rectangle that the cells fill; by default every cell is one unit, with the lowest left one around 0, 0.</summary>
    public CoordinateRect? Position { get; set; }

    /// <summary>Whether the first row is the lowest.</summary>
    public bool FlipVertically { get; set; }

    /// <summary>Whether neighbours blend.</summary>
    public bool Smooth { get; set; }

    /// <summary>The colour of cells without a number.</summary>
    public Color NaNCellColor { get; set; } = Colors.Transparent;

    /// <summary>The numbers of the first and the last colour; by default those of the cells.</summary>
    public Range? ManualRange { get; set; }

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    /// <inheritdoc/>
    public Range GetRange() => ManualRange ?? Range.GetRange(Intensities);

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits()
    {
        var place = Place;
        return new(place.Left, place.Right, place.Bottom, place.Top);
    }

    private CoordinateRect Place => Position ?? new(-0.5, Intensities.GetLength(1) - 0.5, -0.5, Intensities.GetLength(0) - 0.5);

    void IDrawn.Draw(DataArea area)
    {
        int rows = Intensities.GetLength(0), columns = Intensities.GetLength(1);
        if (rows == 0 || columns == 0)
            return;
        var range = GetRange();
        var pixels = new Color[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double value = Intensities[row, column];
                pixels[FlipVertically ? rows - 1 - row : row, column] = double.IsNaN(value) ? NaNCellColor : Colormap.GetColor(range.Normalize(value, clamp: true));
            }
        }

        var place = Place;
        area.Canvas.Image(new(area.X(place.Left), area.Y(place.Top), area.X(place.Right), area.Y(place.Bottom)), Png.Of(pixels), Smooth);
    }
}
