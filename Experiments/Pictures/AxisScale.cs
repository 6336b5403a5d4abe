using System.Globalization;
using ScottPlot;

namespace MlPipelines.Experiments.Pictures;

/// <summary>How numbers lie on an axis: as they are, or by their decimal logarithm with ticks at powers of ten.</summary>
public sealed record AxisScale
{
    private AxisScale(bool isLogarithmic) => IsLogarithmic = isLogarithmic;

    /// <summary>As they are.</summary>
    public static AxisScale Linear { get; } = new(false);

    /// <summary>By their decimal logarithm; what is not positive is not drawn.</summary>
    public static AxisScale Logarithmic { get; } = new(true);

    /// <summary>Whether it is logarithmic.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>A number's place, NaN where it has none.</summary>
    public double Place(double value) => !IsLogarithmic ? value : value > 0 ? Math.Log10(value) : double.NaN;

    /// <summary>The places of numbers.</summary>
    public double[] Places(IEnumerable<double> values) => [.. values.Select(Place)];

    /// <summary>Gives an axis the ticks of this scale for numbers within its limits.</summary>
    public void SetTicks(IAxis axis)
    {
        if (!IsLogarithmic)
            return;
        double low = Math.Min(axis.Min, axis.Max), high = Math.Max(axis.Min, axis.Max);
        if (!double.IsFinite(low) || !double.IsFinite(high))
            throw new ArgumentException($"An axis from {axis.Min} to {axis.Max} has no places for ticks.", nameof(axis));
        var ticks = new List<Tick>();
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / 7));
        double[] labelled = high - low < 0.75 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : high - low < 2 ? [1, 2, 5] : [1];
        for (var power = (int)Math.Floor(low) - 1; power <= (int)Math.Ceiling(high); power++)
        {
            for (var digit = 1; digit < 10; digit++)
            {
                var place = power + Math.Log10(digit);
                if (place < low - 1e-9 || place > high + 1e-9)
                    continue;
                if (labelled.Contains(digit) && power % every == 0)
                    ticks.Add(Tick.Major(place, Text(digit, power)));
                else if (every == 1)
                    ticks.Add(Tick.Minor(place));
            }
        }

        if (ticks.Count(tick => tick.IsMajor) < 2)
            ticks = [.. Within(Math.Pow(10, low), Math.Pow(10, high))];
        axis.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
    }

    /// <summary>Round numbers within a span too short for whole digits.</summary>
    private static IEnumerable<Tick> Within(double low, double high)
    {
        if (!(high > low))
            yield break;
        var power = Math.Pow(10, Math.Floor(Math.Log10((high - low) / 2)));
        var step = power * ((high - low) / power >= 20 ? 10 : (high - low) / power >= 10 ? 5 : (high - low) / power >= 4 ? 2 : 1);
        var first = Math.Ceiling(low / step) * step;
        for (var k = 0; k < 100 && first + (k * step) <= high; k++)
            yield return Tick.Major(Math.Log10(first + (k * step)), (first + (k * step)).ToString("G6", CultureInfo.InvariantCulture));
    }

    private static string Text(int digit, int power) => power is >= -3 and <= 5
        ? (digit * Math.Pow(10, power)).ToString("0.####", CultureInfo.InvariantCulture)
        : $"{digit}e{power}";
}
