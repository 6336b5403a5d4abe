using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MlPipelines.Experiments.Results;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Reporting.Pages;
using MlPipelines.Reporting.Results;

namespace MlPipelines.Reporting;

/// <summary>
/// The page of a run: one HTML file that needs no other file and no network. It is made from the tables and pictures of the run, and
/// can be made again.
/// </summary>
public static class RunPages
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Makes the page of a run and writes it into the run's folder; returns its path.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="RunFolderException">It is no folder of a run, or a file of it is damaged.</exception>
    public static string Write(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var html = Html(RunReader.Read(folder));
        var path = Path.Combine(folder, FileName);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(html);
        });
        return path;
    }

    internal static string Html(RunFigures run)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<RunPage>(
                ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(RunPage.Run)] = run })).ConfigureAwait(false);
            return $"<!DOCTYPE html>\n{page.ToHtmlString()}";
        }).GetAwaiter().GetResult();
    }
}
