using System.Globalization;
using ScottPlot;

namespace MlPipelines.Comparisons.Pictures;

/// <summary>A bar with an interval for each learner, the first on top, its value beside it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="ValueLabel">The values, with their unit.</param>
/// <param name="Names">What each bar is.</param>
/// <param name="Values">The values.</param>
/// <param name="Low">Lower ends of their intervals; NaN for none.</param>
/// <param name="High">Upper ends of their intervals; NaN for none.</param>
internal sealed record BarPicture(string Title, string ValueLabel, IReadOnlyList<string> Names, IReadOnlyList<double> Values, IReadOnlyList<double> Low, IReadOnlyList<double> High) : IPicture
{
    private const int TextSize = 13;
    private const int TextOffset = 8;
    private const double LetterWidth = 0.62 * TextSize; // of a wide letter, so that nothing is cut off
    private const double SingleBelow = 0.34; // of the distance between two names
    private const int Frame = 40; // beside names and data

    /// <summary>Format of the values' texts.</summary>
    public string Format { get; init; } = "0.0000";

    /// <summary>What each value is the mean of, drawn as small points below it; empty for none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Single { get; init; } = [];

    public int Width => 520;

    public int Height => 110 + (30 * Names.Count);

    public Plot Draw(PictureTheme theme)
    {
        var plot = theme.Start(Title, ValueLabel, "");
        int count = Names.Count;
        var bottoms = Enumerable.Range(0, count).Select(i => (double)(count - 1 - i)).ToArray();
        var single = Single.SelectMany(values => values).Where(double.IsFinite).ToList();
        double least = Ends(Low).Concat(single).DefaultIfEmpty(0).Min(), most = Ends(High).Concat(single).DefaultIfEmpty(1).Max();
        // Bars begin at 0 where that leaves the differences visible; else values are points on a part of the axis.
        bool whole = least >= 0 && (most - least) > 0.15 * most;
        double from = whole ? 0 : least - (0.08 * (most - least)), span = Math.Max(most - from, 1e-12);
        if (whole)
        {
            plot.Add.Bars(Enumerable.Range(0, count).Where(i => double.IsFinite(Values[i])).Select(i => new Bar
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
            plot.Add.Markers(Values.ToArray(), bottoms, MarkerShape.FilledCircle, 9, theme.Of(0));
        }

        var intervals = new ScottPlot.Plottables.ErrorBar(Values.ToArray(), bottoms, Distance(High, 1), Distance(Low, -1), null, null) { LineWidth = 2, CapSize = 5, Color = whole ? theme.Ink : theme.Of(0) };
        plot.Add.Plottable(intervals);
        foreach (var (i, values) in Single.Index())
        {
            var own = values.Where(double.IsFinite).ToArray();
            plot.Add.Markers(own, [.. own.Select(_ => bottoms[i] - SingleBelow)], MarkerShape.FilledCircle, 5, theme.Of(1).WithAlpha(0.6));
        }

        for (int i = 0; i < count; i++)
        {
            double end = double.IsFinite(High[i]) ? High[i] : Values[i];
            var text = plot.Add.Text(TextOf(Values[i]), double.IsFinite(end) ? Math.Max(end, from) : from, bottoms[i]);
            text.LabelFontColor = theme.Ink;
            text.LabelFontSize = TextSize;
            text.LabelAlignment = Alignment.MiddleLeft;
            text.OffsetX = TextOffset;
        }

        plot.Axes.Left.SetTicks(bottoms, [.. Names]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.SetLimits(from, most + (span * RoomForTexts), -0.6, count - 0.4);
        return plot;
    }

    private string TextOf(double value) => double.IsFinite(value) ? value.ToString(Format, CultureInfo.InvariantCulture) : "no value";

    /// <summary>What must be left free beyond the farthest end for the values' texts, as a share of what lies before it.</summary>
    private double RoomForTexts
    {
        get
        {
            double names = LetterWidth * Names.Max(name => name.Length), text = TextOffset + (LetterWidth * Values.Max(value => TextOf(value).Length));
            return text / Math.Max(Width - Frame - names - text, 60);
        }
    }

    private double[] Distance(IReadOnlyList<double> ends, int sign) =>
        [.. Values.Select((value, i) => double.IsFinite(ends[i]) && double.IsFinite(value) ? Math.Max(0, sign * (ends[i] - value)) : 0)];

    private IEnumerable<double> Ends(IReadOnlyList<double> ends) => Values.Select((value, i) => double.IsFinite(ends[i]) ? ends[i] : value).Where(double.IsFinite);
}
