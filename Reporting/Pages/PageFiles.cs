namespace MlPipelines.Reporting.Pages;

/// <summary>The files that a page carries in itself.</summary>
internal static class PageFiles
{
    /// <summary>The text of a file.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
