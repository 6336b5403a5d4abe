using ScottPlot;
using ScottPlot.Plottables;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>A table as coloured cells that fill a rectangle of the plotted area.</summary>
internal static class MapCells
{
    /// <summary>Adds it. ScottPlot takes the centres of the outermost cells for a map's place, which one row or column alone does not have: it is drawn as two that are equal.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="values">The numbers [rows, columns], the first row on top; NaN for none, but at least one that is finite.</param>
    /// <param name="place">What the cells fill.</param>
    public static Heatmap Add(Plot plot, double[,] values, CoordinateRect place)
    {
        int rows = Math.Max(2, values.GetLength(0)), columns = Math.Max(2, values.GetLength(1));
        var cells = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double value = values[Math.Min(row, values.GetLength(0) - 1), Math.Min(column, values.GetLength(1) - 1)];
                cells[row, column] = double.IsFinite(value) ? value : double.NaN;
            }
        }

        var map = plot.Add.Heatmap(cells);
        double x = place.Width / columns / 2, y = place.Height / rows / 2;
        map.Position = new(place.Left + x, place.Right - x, place.Bottom + y, place.Top - y);
        return map;
    }
}
