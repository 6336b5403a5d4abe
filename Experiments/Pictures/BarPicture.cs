using System.Globalization;
using ScottPlot;

namespace MlPipelines.Experiments.Pictures;

/// <summary>A bar with an interval for each learner, the first on top, its value beside it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="ValueLabel">The values, with their unit.</param>
/// <param name="Names">What each bar is.</param>
/// <param name="Values">The values.</param>
/// <param name="Low">Lower ends of their intervals; NaN for none.</param>
/// <param name="High">Upper ends of their intervals; NaN for none.</param>
public sealed record BarPicture(
    string Title, string ValueLabel, IReadOnlyList<string> Names, IReadOnlyList<double> Values, IReadOnlyList<double> Low,
    IReadOnlyList<double> High) : IPicture
{
    private const int TextOffset = 8;
    private const double SingleBelow = 0.34; // of the distance between two names
    private const float LeastRow = 30; // pixels of a bar with its gap
    private const float BesideName = 12; // pixels between the names of two bars

    /// <summary>Format of the values' texts.</summary>
    public string Format { get; init; } = "0.0000";

    /// <summary>What each value is the mean of, drawn as small points below it; empty for none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Single { get; init; } = [];

    /// <inheritdoc/>
    public PictureDrawing Draw(PictureTheme theme, int width)
    {
        var count = Names.Count;
        var names = PictureDrawing.WrapNames(Names, width);
        var row = names.Select(name => PictureFont.HeightOf(name, PictureDrawing.TextSize) + BesideName).Append(LeastRow).Max();
        var drawing = new PictureDrawing(theme, width, Title, ValueLabel, "", (int)Math.Ceiling(row * Math.Max(count, 2)));
        var plot = drawing.Plot;
        var bottoms = Enumerable.Range(0, count).Select(i => (double)(count - 1 - i)).ToArray();
        var single = Single.SelectMany(values => values).Where(double.IsFinite).ToList();
        double least = Ends(Low).Concat(single).DefaultIfEmpty(0).Min(), most = Ends(High).Concat(single).DefaultIfEmpty(1).Max();
        // Bars begin at 0 where that leaves the differences visible; else values are points on a part of the axis.
        var whole = least >= 0 && (most == least || (most - least) > 0.15 * most);
        var from = whole ? 0 : most > least ? least - (0.08 * (most - least)) : 1.5 * least;
        var shown = Enumerable.Range(0, count).Where(i => double.IsFinite(Values[i])).ToList();
        if (whole)
        {
            plot.Add.Bars(shown.Select(i => new Bar
            {
                Position = bottoms[i],
                Value = Values[i],
                Size = 0.7,
                FillColor = theme.Of(0).WithAlpha(0.75),
                LineWidth = 0,
                Orientation = Orientation.Horizontal,
            }).ToArray());
        }
        else
        {
            plot.Add.Markers(
                shown.Select(i => Values[i]).ToArray(), shown.Select(i => bottoms[i]).ToArray(), MarkerShape.FilledCircle, 9, theme.Of(0));
        }

        var known = shown.Where(i => double.IsFinite(Low[i]) || double.IsFinite(High[i])).ToList();
        plot.Add.Plottable(
            new ScottPlot.Plottables.ErrorBar(
                [.. known.Select(i => Values[i])], [.. known.Select(i => bottoms[i])], [.. known.Select(i => Distance(High, i, 1))],
                [.. known.Select(i => Distance(Low, i, -1))], null, null)
            {
                LineWidth = 2,
                CapSize = 5,
                Color = whole ? theme.Ink : theme.Of(0),
            });
        foreach (var (i, values) in Single.Index())
        {
            var own = values.Where(double.IsFinite).ToArray();
            plot.Add.Markers(own, [.. own.Select(_ => bottoms[i] - SingleBelow)], MarkerShape.FilledCircle, 5, theme.Of(1).WithAlpha(0.6));
        }

        var texts = new List<(double End, string Text)>();
        for (var i = 0; i < count; i++)
        {
            var end = double.IsFinite(High[i]) ? High[i] : Values[i];
            texts.Add((double.IsFinite(end) ? Math.Max(end, from) : from, TextOf(Values[i])));
            drawing.AddText(texts[i].Text, texts[i].End, bottoms[i], Alignment.MiddleLeft, TextOffset);
        }

        drawing.NameLeft(bottoms, names);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.SetLimitsY(-0.6, count - 0.4);
        drawing.Fit = area => plot.Axes.SetLimitsX(from, PictureDrawing.RightLimit(from, most, texts, TextOffset, area));
        drawing.Fit(new(0, width / 2f, 1, 0)); // a first guess, until the room for the names is known
        return drawing;
    }

    private string TextOf(double value) => double.IsFinite(value) ? value.ToString(Format, CultureInfo.InvariantCulture) : "no value";

    private double Distance(IReadOnlyList<double> ends, int i, int sign) =>
        double.IsFinite(ends[i]) ? Math.Max(0, sign * (ends[i] - Values[i])) : 0;

    private IEnumerable<double> Ends(IReadOnlyList<double> ends) =>
        Values.Select((value, i) => double.IsFinite(ends[i]) ? ends[i] : value).Where(double.IsFinite);
}
