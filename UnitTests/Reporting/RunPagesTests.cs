using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Results;
using MlPipelines.Reporting;

namespace MlPipelines.UnitTests.Reporting;

[TestClass]
public sealed class RunPagesTests
{
    private static readonly string[] Kinds = ["apple", "pear", "plum"];
    private static TemporaryFolder _folder = null!;
    private static string _page = "";

    public TestContext TestContext { get; set; } = null!;

    /// <summary>A comparison on a small table, whose page all tests look at.</summary>
    [ClassInitialize]
    public static void Compare(TestContext context)
    {
        _folder = new TemporaryFolder();
        var table = Path.Combine(_folder.Path, "fruit.csv");
        var random = new Random(1);
        File.WriteAllLines(
            table,
            [
                "weight,colour,kind", .. Enumerable.Range(0, 300).Select(i =>
                {
                    var kind = i % 3;
                    var weight = 100 + (30 * kind) + (40 * random.NextDouble());
                    var colour = random.Next(4) == 0 ? "green" : "red";
                    return FormattableString.Invariant($"{weight:0.0},{colour},{Kinds[kind]}");
                }),
            ]);
        var run = Path.Combine(_folder.Path, "run");
        using var output = new StringWriter();

        var code = CommandLine.Invoke(
            [
                "compare", table, "--learners", "linear", "--learners", "mlp", "--learners", "boosted-trees", "--learners", "light-gbm",
                "--out", run,
            ],
            new ConsoleStreams { Output = output, Error = output });

        Assert.AreEqual(ExitCode.Success, code, output.ToString());
        _page = Path.Combine(run, RunPages.FileName);
        StringAssert.Contains(output.ToString(), $"Page: {_page}");
    }

    [ClassCleanup]
    public static void Clean() => _folder.Dispose();

    [TestMethod]
    public void Write_Comparison_IsOneSmallFileThatOpensWithTheAnswer()
    {
        var html = File.ReadAllText(_page);
        var answer = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(_page)!, "answer.txt"));

        Assert.IsLessThan(2_000_000, html.Length);
        StringAssert.Contains(html, answer[0]);
        StringAssert.Contains(html, "TrainedPipeline.Load");
        foreach (var reference in new[] { "src=\"http", "href=\"http", "url(http", "@import" })
            Assert.IsFalse(html.Contains(reference, StringComparison.OrdinalIgnoreCase), reference);
    }

    [TestMethod]
    public async Task Write_TwoRuns_SetsThemSideBySide()
    {
        var run = Path.GetDirectoryName(_page)!;
        using var other = new TemporaryFolder();
        foreach (var file in new[] { "run.json", "trials.csv", "metrics.csv" })
            File.Copy(Path.Combine(run, file), Path.Combine(other.Path, file));

        var path = RunPages.Write(run, other.Path);

        Assert.AreEqual("beside-run.html", Path.GetFileName(path));
        var html = File.ReadAllText(path);
        StringAssert.Contains(
            html, "4 figures are in both runs. Of 0 of them, the mean of each run lies outside the interval of the other.");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(path);
        Assert.IsTrue(await page.GetByText("No claim has another verdict.").IsVisibleAsync());
        Assert.IsEmpty(browser.Faults, string.Join('\n', browser.Faults));
    }

    [TestMethod]
    public async Task Write_Verification_SaysWhatIsRight()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();

        var code = CommandLine.Invoke(["verify", "--out", folder["check"]], new ConsoleStreams { Output = output, Error = output });

        Assert.AreEqual(ExitCode.Success, code, output.ToString());
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Path.Combine(folder["check"], RunPages.FileName));
        Assert.IsTrue(await page.GetByText("gradients are right.").First.IsVisibleAsync());
        Assert.IsEmpty(browser.Faults, string.Join('\n', browser.Faults));
    }

    [TestMethod]
    public void Write_FolderWithoutARun_SaysWhatIsMissing()
    {
        using var empty = new TemporaryFolder();

        var error = Assert.ThrowsExactly<RunFolderException>(() => RunPages.Write(empty.Path));

        StringAssert.Contains(error.Message, "run.json");
    }

    [TestMethod]
    [DataRow(1200, false)]
    [DataRow(390, true)]
    public async Task Page_InABrowser_IsDrawnWithoutErrorsInsideTheWindow(int width, bool isDark)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page, width, isDark);
        foreach (var figure in await page.QuerySelectorAllAsync("figure.curves"))
        {
            await figure.ScrollIntoViewIfNeededAsync();
            await page.WaitForSelectorAsync("figure.curves .uplot canvas");
        }

        var right = await page.EvaluateAsync<double>("document.documentElement.scrollWidth");
        var pictures = await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('.pictures svg, .pictures img')].filter(e => e.getBoundingClientRect().width > 100).length");
        var outside = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('figure, .scroll, svg, canvas')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
                + ".map(e => e.outerHTML.slice(0, 80))");

        Assert.IsTrue(right <= width, $"the page is {right} pixels wide");
        Assert.AreEqual(2, pictures, "one theme of two pictures");
        Assert.IsEmpty(outside, string.Join('\n', outside));
        Assert.IsEmpty(browser.Faults, string.Join('\n', browser.Faults));
    }

    [TestMethod]
    public async Task Page_SortAndFilter_OrderAndHideRows()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page);
        var table = page.Locator("table.figures");

        Task<string[]> ShownAsync() => table.EvaluateAsync<string[]>(
            "table => [...table.tBodies[0].rows].filter(row => !row.hidden).map(row => row.cells[1].textContent)");

        var before = await ShownAsync();
        var place = table.Locator("thead button").First;
        await place.ClickAsync();
        CollectionAssert.AreEqual(before, await ShownAsync(), "by place, as it was");
        await place.PressAsync("Enter");
        CollectionAssert.AreEqual(before.Reverse().ToArray(), await ShownAsync(), "the other way round, by the keyboard");
        Assert.AreEqual("descending", await table.Locator("thead th").First.GetAttributeAsync("aria-sort"));

        var filter = page.GetByLabel("Rows with the text").Last;
        await filter.FillAsync("mlp");
        var left = await page.EvaluateAsync<string[]>(
            "[...[...document.querySelectorAll('table.filterable')].filter(table => table.tBodies[0].rows.length > 5).at(-1)"
                + ".tBodies[0].rows].filter(row => !row.hidden).map(row => row.textContent.toLowerCase())");
        Assert.IsNotEmpty(left);
        Assert.IsTrue(left.All(row => row.Contains("mlp")), string.Join('\n', left));
    }

    [TestMethod]
    public async Task Page_WithoutScript_StillReads()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page, withScript: false);

        Assert.IsTrue(await page.Locator("figure.curves svg").First.IsVisibleAsync());
        Assert.IsTrue(await page.Locator("table.figures").IsVisibleAsync());
        Assert.AreEqual(0, await page.Locator("button").CountAsync(), "nothing that would do nothing");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Page_ByAxe_HasNoFaultOfAccessibility(bool isDark)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(_page, isDark: isDark);
        foreach (var detail in await page.QuerySelectorAllAsync("details"))
            await detail.EvaluateAsync("element => element.open = true");

        var result = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa") });

        Assert.IsEmpty(result.Violations, string.Join('\n', result.Violations.Select(
            fault => $"{fault.Id}: {fault.Help}: {string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))}")));
    }
}
