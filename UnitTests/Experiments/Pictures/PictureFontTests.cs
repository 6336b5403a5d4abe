using MlPipelines.Comparisons.Suites;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Pipelines.Learners;
using ScottPlot;

namespace MlPipelines.UnitTests.Experiments.Pictures;

[TestClass]
public sealed class PictureFontTests
{
    [TestMethod]
    public void Has_TextsOfThePrograms_AreAllInTheFont()
    {
        var texts = SuiteCatalog.Names.SelectMany(name => SuiteSelection.Find([name], LearnerCatalog.Own))
            .SelectMany(suite => suite.Experiments, (suite, experiment) => $"{suite.Name}/{experiment.Name} {experiment}")
            .Concat(SamplePictures.All.SelectMany(sample =>
            {
                using var drawing = sample.Picture.Draw(PictureTheme.Light, 520);
                return new[] { drawing.Title, drawing.Description };
            })).Append("αβγδελρσφΦθπµΣ²³⁻¹ⁿᵀ₁₂±−×·√∞∇∂∫≤≥→←…–‖⌊⌋½");

        foreach (var text in texts)
            Assert.IsTrue(PictureFont.Has(text), text);
    }

    [TestMethod]
    public void Has_CharacterThatTheFontLacks_IsFalse() => Assert.IsFalse(PictureFont.Has("a\u6F22"));

    [TestMethod]
    public void Register_TextsOfNewPlots_AreInTheFont()
    {
        PictureFont.Register();
        using var plot = new Plot();

        Assert.AreEqual(PictureFont.Name, plot.Axes.Bottom.Label.FontName);
        Assert.AreSame(PictureFont.Typeface(bold: false), Fonts.GetTypeface(PictureFont.Name, bold: false, italic: false));
        Assert.AreSame(PictureFont.Typeface(bold: true), Fonts.GetTypeface(PictureFont.Name, bold: true, italic: false));
        Assert.AreEqual((400, 700), (PictureFont.Typeface(bold: false).FontWeight, PictureFont.Typeface(bold: true).FontWeight));
        Assert.IsGreaterThan(PictureFont.WidthOf("wide", 14), PictureFont.WidthOf("wide", 14, bold: true));
    }
}
