using System.Globalization;
using MlPipelines.Comparisons.Statistics;
using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>Average ranks of learners over several data sets; a bar joins learners that do not differ (Demšar 2006).</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Names">The learners, in the order of the test's.</param>
/// <param name="Test">The ranks.</param>
internal sealed record CriticalDifferencePicture(string Title, IReadOnlyList<string> Names, FriedmanTest Test) : IPicture
{
    public int Width => 520;

    public int Height => 130 + (24 * Names.Count) + (12 * Test.Groups().Count);

    public Plot Draw(PictureTheme theme)
    {
        double critical = Test.CriticalDifference();
        var plot = theme.Start(Title, string.Create(CultureInfo.InvariantCulture, $"average rank over {Test.DataSets} data sets, 1 is best; critical difference {critical:0.00}"), "");
        int count = Names.Count;
        var order = Enumerable.Range(0, count).OrderBy(i => Test.AverageRanks[i]).ToArray();
        var groups = Test.Groups();
        double top = count + groups.Count;
        for (int row = 0; row < count; row++)
        {
            double rank = Test.AverageRanks[order[row]], y = count - row;
            plot.Add.Markers(new[] { rank }, new[] { y }, MarkerShape.FilledCircle, 9, theme.Of(0));
            var text = plot.Add.Text(rank.ToString("0.00", CultureInfo.InvariantCulture), rank, y);
            text.LabelFontColor = theme.Ink;
            text.LabelFontSize = 12;
            text.LabelAlignment = Alignment.MiddleLeft;
            text.OffsetX = 9;
        }

        foreach (var (i, group) in groups.Index())
            Bar(Test.AverageRanks[group[0]], Test.AverageRanks[group[^1]], count + 0.9 + (0.6 * i), theme.Of(1), 4);
        Bar(1, 1 + critical, top + 1, theme.Ink, 2);
        var label = plot.Add.Text("CD", 1, top + 1);
        label.LabelFontColor = theme.Ink;
        label.LabelFontSize = 12;
        label.LabelAlignment = Alignment.LowerLeft;
        label.OffsetY = -3;
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, count).Select(row => (double)(count - row))], [.. order.Select(i => Names[i])]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(0.9, Math.Max(count, 1 + critical) + 0.35, 0.4, top + 1.9);
        return plot;

        void Bar(double from, double to, double y, Color color, float width)
        {
            var line = plot.Add.Line(from, y, to, y);
            line.LineWidth = width;
            line.Color = color;
        }
    }
}
