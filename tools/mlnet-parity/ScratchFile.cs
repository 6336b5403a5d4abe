namespace MlPipelines.MLNetParity;

/// <summary>A file of a program's own, deleted with this object.</summary>
internal sealed class ScratchFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnet-parity").FullName;

    /// <summary>A file with these lines.</summary>
    public ScratchFile(params string[] lines)
    {
        Path = System.IO.Path.Combine(_folder, "data.txt");
        File.WriteAllLines(Path, lines);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
