using System.Globalization;
using ScottPlot.Drawing;

namespace ScottPlot.TickGenerators;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten, as many as the texts leave room for.</summary>
public class NumericAutomatic : ITickGenerator, IFittedTicks
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>The ticks of the last drawing.</summary>
    public Tick[] Ticks { get; set; } = [];

    /// <summary>Not more ticks than this.</summary>
    public int MaxTickCount { get; set; } = 12;

    /// <summary>Whether ticks lie on whole numbers only.</summary>
    public bool IntegerTicksOnly { get; set; }

    /// <summary>The text of a position; by default all have the digits that tell neighbours apart.</summary>
    public Func<double, string> LabelFormatter { get; set; } = Unset;

    void IFittedTicks.Fit(double min, double max, Edge edge, double length, float fontSize)
    {
        bool horizontal = edge is Edge.Bottom or Edge.Top;
        double exponent = Math.Floor(Math.Log10((max - min) / 100));
        for (; ; exponent++)
        {
            foreach (double factor in Steps.SkipLast(1))
            {
                double step = factor * Math.Pow(10, exponent);
                if (IntegerTicksOnly && step < 1)
                    continue;
                double first = Math.Ceiling((min - (1e-9 * step)) / step), last = Math.Floor((max + (1e-9 * step)) / step);
                if (last - first + 1 > Math.Max(2, MaxTickCount))
                    continue;
                var ticks = Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)
                    .Select(position => Tick.Major(position, LabelFormatter == Unset ? Format(position, step) : LabelFormatter(Rounded(position, step)))).ToArray();
                double room = length * step / (max - min);
                double needed = horizontal
                    ? ticks.Select(tick => TextSize.Width(tick.Label, fontSize, bold: false)).DefaultIfEmpty(0).Max() + (1.2 * fontSize)
                    : 2.4 * fontSize;
                if (needed > room && ticks.Length > 2)
                    continue;
                Ticks = [.. ticks, .. Minors(min, max, step, factor, room)];
                return;
            }
        }
    }

    private IEnumerable<Tick> Minors(double min, double max, double step, double factor, double room)
    {
        int parts = factor == 2 ? 4 : 5;
        if (room / parts < 5 || (IntegerTicksOnly && step / parts < 1))
            yield break;
        double small = step / parts;
        for (double i = Math.Ceiling((min - (1e-9 * small)) / small); i * small <= max + (1e-9 * small); i++)
        {
            if (i % parts != 0)
                yield return Tick.Minor(i * small);
        }
    }

    /// <summary>A multiple of a step without the noise of its last bits.</summary>
    private static double Rounded(double position, double step)
    {
        int digits = (int)Math.Max(0, 1 - Math.Floor(Math.Log10(step)));
        return digits > 15 ? position : Math.Round(position, digits) + 0.0;
    }

    private static string Unset(double position) => Format(position, Math.Abs(position));

    private static string Format(double position, double step)
    {
        double rounded = Rounded(position, step), size = Math.Max(Math.Abs(position), step);
        if (size is >= 1e6 or (> 0 and < 1e-4))
            return rounded.ToString("0.###e0", CultureInfo.InvariantCulture);
        int digits = step > 0 ? Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 10) : 0;
        return rounded.ToString($"F{digits}", CultureInfo.InvariantCulture);
    }
}
