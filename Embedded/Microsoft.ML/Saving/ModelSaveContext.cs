using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>One part of a model file that is being written: a folder of the archive.</summary>
public sealed class ModelSaveContext : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly string _folder;
    private readonly MemoryStream _buffer = new();
    private bool _disposed;

    internal ModelSaveContext(ZipArchive archive, string folder)
    {
        _archive = archive;
        _folder = folder;
        Writer = new BinaryWriter(_buffer);
    }

    /// <summary>Writes the component's own values.</summary>
    internal BinaryWriter Writer { get; }

    /// <summary>The name under which the component's loader is registered; the component sets it.</summary>
    internal string? LoaderSignature { get; set; }

    /// <summary>Finishes the part.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Writer.Flush();
        using var stream = _archive.CreateEntry(_folder + "Model.key").Open();
        using var output = new BinaryWriter(stream);
        output.Write(LoaderSignature ?? "");
        output.Write(_buffer.GetBuffer(), 0, (int)_buffer.Length);
        Writer.Dispose();
    }

    /// <summary>Writes a component that this one holds into a part of its own.</summary>
    internal void SaveComponent(string name, ICanSaveModel component)
    {
        using var context = new ModelSaveContext(_archive, $"{_folder}{name}/");
        component.Save(context);
    }

    /// <summary>Opens another stream of this part.</summary>
    internal Stream OpenStream(string name) => _archive.CreateEntry(_folder + name).Open();
}
