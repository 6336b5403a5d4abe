using Microsoft.Playwright;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Reporting;

namespace MlPipelines.UnitTests.Reporting;

/// <summary>The page of a run with many experiments: what of it is there at once, and what comes when it is looked at.</summary>
[TestClass]
public sealed class ManyExperimentsTests
{
    private const int Count = 12, PicturesOfEach = 6;

    private static TemporaryFolder _folder = null!;
    private static string _page = "";

    [ClassInitialize]
    public static void Write(TestContext context)
    {
        _folder = new TemporaryFolder();
        ManyExperiments.Write(_folder["run"], Count, PicturesOfEach);
        _page = RunPages.Write(_folder["run"]);
    }

    [ClassCleanup]
    public static void Clean() => _folder.Dispose();

    [TestMethod]
    public void Write_ManyPictures_TakesThreeTenthsOfTheirLightFiles()
    {
        const int Assets = 550_000; // script, style, two fonts and licences
        var light = ManyExperiments.LightBytes(_folder["run"]);

        var size = new FileInfo(_page).Length;

        Assert.IsGreaterThan(2_000_000, light, "enough pictures to tell");
        Assert.IsLessThan((0.3 * light) + Assets, size);
    }

    [TestMethod]
    public async Task Page_ScrolledToEachExperiment_DrawsItsChart()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page);
        Assert.AreEqual(Count, await page.Locator("figure.curves").CountAsync());
        Assert.IsLessThan(Count / 2, await page.Locator("figure.curves .uplot").CountAsync(), "not all are drawn at once");

        for (var i = 0; i < Count; i++)
        {
            var figure = page.Locator("figure.curves").Nth(i);
            await figure.EvaluateAsync("element => element.scrollIntoView()");
            await figure.Locator(".uplot canvas").WaitForAsync();
        }

        Assert.AreEqual(Count, await page.Locator("figure.curves .uplot").CountAsync());
        Assert.IsEmpty(browser.Faults, string.Join('\n', browser.Faults));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Page_LastExperiment_IsFoundByItsTextAndByItsLink(bool withScript)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page, withScript: withScript);
        var heading = page.Locator($"#s-e{Count}");

        await page.Locator($"nav a[href='#s-e{Count}']").ClickAsync();
        await page.WaitForTimeoutAsync(500); // parts above are laid out meanwhile, and must not push it away

        var top = (await heading.BoundingBoxAsync())!.Y;
        Assert.IsTrue(top is > -2 and < 450, $"the heading is at {top}");
        if (!withScript)
            return;
        await page.EvaluateAsync("scrollTo(0, 0)");
        var found = await page.EvaluateAsync<bool>($"window.find('Experiment {Count}, picture {PicturesOfEach}')");
        Assert.IsTrue(found, "a text in a picture");
    }

    /// <summary>Lines and texts have the colours that the two files of a picture give them; paper has the light ones.</summary>
    [TestMethod]
    [DataRow(false, false, "rgb(0, 114, 178)", "rgb(31, 35, 40)")]
    [DataRow(true, false, "rgb(86, 180, 233)", "rgb(230, 237, 243)")]
    [DataRow(true, true, "rgb(0, 114, 178)", "rgb(31, 35, 40)")]
    public async Task Page_InEachTheme_DrawsPicturesInItsColours(bool isDark, bool onPaper, string line, string text)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page, isDark: isDark);
        if (onPaper)
            await page.EmulateMediaAsync(new() { Media = Media.Print });

        var strokes = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#picture-s-e1-picture-1 path')].map(path => getComputedStyle(path).stroke)");
        var fills = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#picture-s-e1-picture-1 text')].map(text => getComputedStyle(text).fill)");

        CollectionAssert.Contains(strokes, line);
        CollectionAssert.AreEqual(new[] { text }, fills.Distinct().ToArray());
    }

    [TestMethod]
    public async Task Page_Texts_AreSetInTheFontThatThePageCarries()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page);

        var loaded = await page.EvaluateAsync<string[]>(
            "Promise.all(['', 'bold '].map(weight => document.fonts.load(`${weight}13px 'Letters of pictures'`)))"
                + ".then(all => all.flat().map(font => `${font.weight} ${font.status}`))");
        var width = await page.EvaluateAsync<double>(
            "[...document.querySelectorAll('#picture-s-e1-picture-1 text')].find(text => text.textContent == 'a learner of width 10')"
                + ".getComputedTextLength()");

        CollectionAssert.AreEqual(new[] { "400 loaded", "700 loaded" }, loaded);
        Assert.AreEqual(PictureFont.WidthOf("a learner of width 10", 13), width, 1);
        Assert.IsEmpty(browser.Faults, string.Join('\n', browser.Faults));
    }
}
