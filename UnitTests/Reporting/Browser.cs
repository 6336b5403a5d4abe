using Microsoft.Playwright;

namespace MlPipelines.UnitTests.Reporting;

/// <summary>A headless Chromium of the system, in which pages are opened as a person would; a test without one is skipped.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Browser(IPlaywright driver, IBrowser browser)
    {
        (_driver, _browser) = (driver, browser);
    }

    /// <summary>What pages wrote as errors, and what they asked of the network.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Starts the browser.</summary>
    public static async Task<Browser> StartAsync()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (path is null)
            Assert.Inconclusive($"no browser is installed: none of {string.Join(", ", Names)} is on the path");
        var driver = await Playwright.CreateAsync();
        return new(driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] }));
    }

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="isDark">Whether the person prefers dark colours.</param>
    /// <param name="withScript">Whether scripts run.</param>
    public async Task<IPage> OpenAsync(string file, int width = 1200, bool isDark = false, bool withScript = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = withScript,
            Offline = true,
        });
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Faults.Add($"script error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Faults.Add($"console: {message.Text}");
        };
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal))
                Faults.Add($"request: {request.Url}");
        };
        await page.GotoAsync(new Uri(Path.GetFullPath(file)).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }
}
