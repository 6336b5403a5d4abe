using System.Globalization;
using System.Xml.Linq;
using ScottPlot;

namespace MlPipelines.UnitTests.ScottPlot;

/// <summary>What holds of the embedded plots and of the genuine ones.</summary>
[TestClass]
public sealed class PlotTests
{
    private static XElement Draw(Plot plot, int width = 520, int height = 360) => XDocument.Parse(plot.GetSvgXml(width, height)).Root!;

    private static List<string> Texts(XElement svg) => [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim())];

    [TestMethod]
    public void GetSvgXml_TitlesAndLabels_AreInIt()
    {
        using var plot = new Plot();
        plot.Add.Scatter(new double[] { 0, 1, 2 }, new double[] { 3, 1, 2 });
        plot.Title("errors");
        plot.XLabel("epoch");
        plot.YLabel("loss");

        var texts = Texts(Draw(plot));

        CollectionAssert.IsSubsetOf(new[] { "errors", "epoch", "loss" }, texts);
    }

    [TestMethod]
    public void GetSvgXml_ManualTicks_AreDrawnWithinTheLimitsAlone()
    {
        using var plot = new Plot();
        plot.Add.Markers(new double[] { 0, 1 }, new double[] { 0, 1 });
        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.Axes.Bottom.SetTicks([0, 1, 5], ["none", "all", "beyond"]);

        var texts = Texts(Draw(plot));

        CollectionAssert.IsSubsetOf(new[] { "none", "all" }, texts);
        CollectionAssert.DoesNotContain(texts, "beyond");
    }

    [TestMethod]
    public void AutoScale_Data_ShowsThemWithMargins()
    {
        using var plot = new Plot();
        plot.Add.Line(0, 10, 4, 20);
        plot.Axes.AutoScale();

        var limits = plot.Axes.GetLimits();

        Assert.IsTrue(limits.Left < 0 && limits.Right > 4 && limits.Bottom < 10 && limits.Top > 20, $"{limits.Left} {limits.Right} {limits.Bottom} {limits.Top}");
    }

    [TestMethod]
    public void Scatter_NumbersDiffer_IsAnError()
    {
        using var plot = new Plot();

        Assert.Throws<ArgumentException>(() => plot.Add.Scatter(new double[] { 1, 2 }, new double[] { 1 }));
    }

    [TestMethod]
    public void SaveSvg_Plot_WritesTheFile()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var plot = new Plot();
            plot.Add.Bars(new double[] { 1, 2 }, new double[] { 3, 4 });

            var saved = plot.SaveSvg(path, 300, 200);

            Assert.AreEqual(path, saved.Path);
            Assert.AreEqual("svg", XDocument.Load(path).Root!.Name.LocalName);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Colormap_Ends_AreDarkAndBright()
    {
        var map = new global::ScottPlot.Colormaps.Viridis();

        Assert.AreEqual("#440154", map.GetColor(0).ToStringRGB().ToUpperInvariant());
        Assert.AreEqual("#FDE7", map.GetColor(1).ToStringRGB().ToUpperInvariant()[..5]);
    }

    [TestMethod]
    public void Palette_ColorblindFriendly_IsThatOfOkabeAndIto()
    {
        var colors = new global::ScottPlot.Palettes.ColorblindFriendly().Colors.Select(color => color.ToStringRGB().ToUpperInvariant()).ToList();

        CollectionAssert.AreEquivalent(new[] { "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7" }, colors);
    }

    /// <summary>The layout promises that nothing is clipped: with any font no wider than Arial or DejaVu Sans, every text lies in the picture.</summary>
    [TestMethod]
    public void GetSvgXml_LongTexts_LieInThePicture()
    {
        if (!typeof(Plot).Assembly.GetTypes().Any(type => type.Name == "SvgCanvas"))
            Assert.Inconclusive("Tests the layout of the embedded plots alone.");
        using var plot = new Plot();
        plot.Add.Scatter(new double[] { 0, 123456 }, new double[] { -0.00001, 0.00002 }).LegendText = "a rather long name of a learner with many settings";
        plot.Title("A long title, longer than the picture is wide, that must be broken into several lines to be read");
        plot.YLabel("a label that is longer than the data area is high, share of test rows");
        plot.Axes.Left.SetTicks([0], ["a long label at a tick"]);
        plot.ShowLegend(Edge.Bottom);

        var svg = Draw(plot, 390, 260);

        foreach (var text in svg.Descendants().Where(element => element.Name.LocalName == "text" && element.Attribute("transform") is null))
        {
            double x = Number(text, "x"), y = Number(text, "y"), size = Number(text, "font-size"), width = text.Value.Length * size * 0.5;
            double left = (string?)text.Attribute("text-anchor") switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
            Assert.IsTrue(left >= 0 && left + width <= 391 && y >= size * 0.7 && y <= 260, $"{text}");
        }

        static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
    }
}
