namespace ScottPlot;

/// <summary>A file that was written.</summary>
public class SavedImageInfo(string path, int fileSize)
{
    /// <summary>Its full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Its size in bytes.</summary>
    public int FileSize { get; } = fileSize;
}
