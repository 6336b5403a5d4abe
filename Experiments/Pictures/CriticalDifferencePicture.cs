using System.Globalization;
using MlPipelines.Statistics;
using ScottPlot;

namespace MlPipelines.Experiments.Pictures;

/// <summary>Average ranks of learners over several data sets; a bar joins learners that do not differ (Demšar 2006).</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Names">The learners, in the order of the test's.</param>
/// <param name="Test">The ranks.</param>
public sealed record CriticalDifferencePicture(string Title, IReadOnlyList<string> Names, FriedmanTest Test) : IPicture
{
    private const int TextOffset = 9;
    private const double GroupDistance = 0.6; // in rows
    private const float LeastRow = 24; // pixels

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var critical = Test.CriticalDifference();
        var count = Names.Count;
        var order = Enumerable.Range(0, count).OrderBy(i => Test.AverageRanks[i]).ToArray();
        var groups = Test.Groups();
        var top = count + 0.9 + (GroupDistance * groups.Count) + 1;
        var names = PictureDrawing.WrapNames([.. order.Select(i => Names[i])], width);
        var row = names.Select(name => PictureFont.HeightOf(name, PictureDrawing.TextSize) + 6).Append(LeastRow).Max();
        var drawing = new PictureDrawing(
            theme, width, Title, string.Create(
                CultureInfo.InvariantCulture,
                $"average rank over {Test.DataSets} data sets, 1 is best; critical difference {critical:0.00}"), "", (int)(row * (
                    top + 0.5)));
        var plot = drawing.Plot;
        var texts = new List<(double End, string Text)>();
        for (var place = 0; place < count; place++)
        {
            double rank = Test.AverageRanks[order[place]], y = count - place;
            plot.Add.Markers(new[] { rank }, new[] { y }, MarkerShape.FilledCircle, 9, theme.Of(0));
            texts.Add((rank, rank.ToString("0.00", CultureInfo.InvariantCulture)));
            drawing.AddText(texts[place].Text, rank, y, Alignment.MiddleLeft, TextOffset);
        }

        foreach (var (i, group) in groups.Index())
            Bar(Test.AverageRanks[group[0]], Test.AverageRanks[group[^1]], count + 0.9 + (GroupDistance * i), theme.Of(1), 4);
        Bar(1, 1 + critical, top - 0.5, theme.Ink, 2);
        drawing.AddText("CD", 1, top - 0.5, Alignment.LowerLeft, offsetY: -3);
        drawing.NameLeft([.. Enumerable.Range(0, count).Select(place => (double)(count - place))], names);
        plot.Axes.SetLimitsY(0.4, top + 0.5);
        drawing.Fit = area =>
            plot.Axes.SetLimitsX(0.9, PictureDrawing.RightLimit(0.9, Math.Max(count, 1 + critical) + 0.05, texts, TextOffset, area));
        drawing.Fit(new(0, width / 2f, 1, 0)); // a first guess, until the room for the names is known
        return drawing;

        void Bar(double from, double to, double y, Color color, float thickness)
        {
            var line = plot.Add.Line(from, y, to, y);
            line.LineWidth = thickness;
            line.Color = color;
        }
    }
}
