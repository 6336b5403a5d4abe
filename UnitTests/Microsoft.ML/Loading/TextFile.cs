using System.Text;

namespace MlPipelines.UnitTests.MicrosoftML.Loading;

/// <summary>A file with a given text, deleted at the end.</summary>
internal sealed class TextFile : IDisposable
{
    public TextFile(string text, Encoding? encoding = null)
    {
        Path = System.IO.Path.GetTempFileName();
        File.WriteAllText(Path, text, encoding ?? new UTF8Encoding(false));
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
