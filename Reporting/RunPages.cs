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

    /// <summary>Makes the page of a run, or of a verification of gradients, and writes it into its folder; returns its path.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="RunFolderException">It is neither, or a file of it is damaged.</exception>
    public static string Write(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var html = RunReader.FindVerification(folder) is { } verified
            ? Html<VerificationPage>((nameof(VerificationPage.Verified), verified))
            : Html<RunPage>((nameof(RunPage.Run), RunReader.Read(folder)));
        return Save(Path.Combine(folder, FileName), html);
    }

    /// <summary>
    /// Makes a page that sets two runs side by side, and writes it into the folder of the second, as <c>beside-FIRST.html</c>; returns its
    /// path.
    /// </summary>
    /// <param name="first">The folder of the one run.</param>
    /// <param name="second">That of the other.</param>
    /// <exception cref="RunFolderException">One is no folder of a run, or a file of it is damaged.</exception>
    public static string Write(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (one, other) = (RunReader.Read(first), RunReader.Read(second));
        return Save(
            Path.Combine(second, $"beside-{one.Folder}.html"),
            Html<TwoRunsPage>((nameof(TwoRunsPage.First), one), (nameof(TwoRunsPage.Second), other)));
    }

    private static string Save(string path, string html)
    {
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(html);
        });
        return path;
    }

    private static string Html<TPage>(params (string Name, object Value)[] parameters)
        where TPage : IComponent
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(
                parameters.ToDictionary(parameter => parameter.Name, parameter => (object?)parameter.Value))).ConfigureAwait(false);
            return $"<!DOCTYPE html>\n{page.ToHtmlString()}";
        }).GetAwaiter().GetResult();
    }
}
