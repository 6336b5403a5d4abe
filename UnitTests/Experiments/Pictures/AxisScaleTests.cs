using System.Globalization;
using MlPipelines.Experiments.Pictures;
using ScottPlot;

namespace MlPipelines.UnitTests.Experiments.Pictures;

[TestClass]
public sealed class AxisScaleTests
{
    [TestMethod]
    [DataRow(0.0034, 0.0039)]
    [DataRow(0.9, 0.99)]
    [DataRow(2.01, 2.9)]
    [DataRow(1, 9)]
    [DataRow(0.001, 1000)]
    public void SetTicks_Logarithmic_LabelsTwoPlacesOrMoreWithTheirNumbers(double low, double high)
    {
        using var plot = new Plot();
        plot.Axes.SetLimitsY(Math.Log10(low), Math.Log10(high));

        AxisScale.Logarithmic.SetTicks(plot.Axes.Left);

        using var paint = Paint.NewDisposablePaint();
        plot.Axes.Left.RegenerateTicks(300, paint);
        var labelled = plot.Axes.Left.TickGenerator.Ticks.Where(tick => tick.IsMajor).ToList();
        Assert.IsGreaterThanOrEqualTo(2, labelled.Count);
        Assert.IsLessThanOrEqualTo(12, labelled.Count);
        foreach (var tick in labelled)
            Assert.AreEqual(double.Parse(tick.Label, CultureInfo.InvariantCulture), Math.Pow(10, tick.Position), 1e-9 * high);
    }

    [TestMethod]
    public void SetTicks_NoLimits_IsAnErrorNotAnEndlessLoop()
    {
        using var plot = new Plot();
        plot.Axes.SetLimitsY(double.NegativeInfinity, double.PositiveInfinity);

        var exception = Assert.ThrowsExactly<ArgumentException>(() => AxisScale.Logarithmic.SetTicks(plot.Axes.Left));
        Assert.StartsWith("An axis from -Infinity to Infinity has no places for ticks.", exception.Message);
    }

    [TestMethod]
    public void SetTicks_NoSpan_HasNone()
    {
        using var plot = new Plot();
        plot.Axes.SetLimitsY(0.5, 0.5);

        AxisScale.Logarithmic.SetTicks(plot.Axes.Left);

        using var paint = Paint.NewDisposablePaint();
        plot.Axes.Left.RegenerateTicks(300, paint);
        Assert.IsFalse(plot.Axes.Left.TickGenerator.Ticks.Any(tick => tick.IsMajor));
    }
}
