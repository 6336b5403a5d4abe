using ScottPlot;

namespace MlPipelines.Experiments.Pictures;

/// <summary>A function of two variables as a surface seen from the side and above; colours stand for heights.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">The first variable, with its unit.</param>
/// <param name="YLabel">The second variable, with its unit.</param>
/// <param name="X">Values of the first variable, rising.</param>
/// <param name="Y">Values of the second variable, rising.</param>
/// <param name="Z">Heights [y, x].</param>
public sealed record SurfacePicture(
    string Title, string XLabel, string YLabel, IReadOnlyList<double> X, IReadOnlyList<double> Y, double[,] Z) : IPicture
{
    private const int PlotHeight = 340;
    private const double Left = -0.05, Right = 1.62, Top = 1.1; // of the projection

    /// <summary>The heights of the lowest and the highest colour, so that two pictures can be compared; found when null.</summary>
    public (double Low, double High)? Heights { get; init; }

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var drawing = new PictureDrawing(theme, width, Title, "", "", PlotHeight);
        var plot = drawing.Plot;
        var heights = Z.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = Heights ?? (heights.Min(), heights.Max());
        var range = new ScottPlot.Range(low, high > low ? high : low + 1);
        var colors = new ScottPlot.Colormaps.Viridis();
        Floor();
        for (var row = Y.Count - 2; row >= 0; row--) // from the back, so that what is near hides what is far
        {
            for (var column = 0; column < X.Count - 1; column++)
            {
                double[] corners = [Z[row, column], Z[row, column + 1], Z[row + 1, column + 1], Z[row + 1, column]];
                if (!corners.All(double.IsFinite))
                    continue;
                var color = colors.GetColor(range.Normalize(corners.Average(), clamp: true));
                var cell = plot.Add.Polygon([At(row, column), At(row, column + 1), At(row + 1, column + 1), At(row + 1, column)]);
                cell.FillColor = color;
                cell.LineColor = color.MixedWith(Colors.Black, 0.3);
                cell.LineWidth = 0.5f;
            }
        }

        var (first, second) = (Project(0.5, 0, 0), Project(1, 0.5, 0));
        var pixels = (width - (2 * PictureDrawing.Margin)) / (Right - Left); // for a unit
        var firstText = WrappedText.Of($"{XLabel}: {X[0]:0.##} … {X[^1]:0.##}", 2 * (first.X - Left) * pixels, PictureDrawing.TextSize);
        var secondText = WrappedText.Of(
            $"{YLabel}: {Y[0]:0.##} … {Y[^1]:0.##}", ((Right - second.X) * pixels) - 8, PictureDrawing.TextSize);
        drawing.AddText(firstText, first.X, first.Y, Alignment.UpperCenter, offsetY: 6);
        drawing.AddText(secondText, second.X, second.Y, Alignment.UpperLeft, 6, 4);
        drawing.AddText($"height: {low:0.###} … {high:0.###}", Project(0, 1, 1).X, Project(0, 1, 1).Y, Alignment.LowerLeft, offsetY: -6);
        plot.HideAxesAndGrid();
        plot.Axes.SetLimits(Left, Right, Math.Min(Bottom(firstText, 10, first.Y), Bottom(secondText, 8, second.Y)), Top);
        return drawing;

        // Where the plotted area must end so that a text below a place has room.
        static double Bottom(string text, float gap, double place)
        {
            var share = Math.Min((PictureFont.HeightOf(text, PictureDrawing.TextSize) + gap) / PlotHeight, 0.8);
            return (place - (share * Top)) / (1 - share);
        }

        void Floor()
        {
            var floor = plot.Add.Polygon([Project(0, 0, 0), Project(1, 0, 0), Project(1, 1, 0), Project(0, 1, 0)]);
            floor.FillColor = Colors.Transparent;
            floor.LineColor = theme.Ink.WithAlpha(0.4);
            var edge = plot.Add.Line(Project(0, 1, 0).X, Project(0, 1, 0).Y, Project(0, 1, 1).X, Project(0, 1, 1).Y);
            edge.Color = theme.Ink.WithAlpha(0.4);
        }

        Coordinates At(int row, int column) => Project(Along(X, column), Along(Y, row), range.Normalize(Z[row, column], clamp: true));
    }

    /// <summary>A parallel projection of the unit cube: the second variable goes back and to the right.</summary>
    private static Coordinates Project(double x, double y, double z) => new(x + (0.42 * y), (0.38 * y) + (0.62 * z));

    private static double Along(IReadOnlyList<double> values, int index) => (values[index] - values[0]) / (values[^1] - values[0]);
}
