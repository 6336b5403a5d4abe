using System.IO.Compression;

namespace Microsoft.ML;

/// <summary>One part of a model file that is being written: a folder of the archive. Only ML.NET's own components can write into it.</summary>
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

    /// <summary>The name under which the component is found when it is loaded; the component sets it.</summary>
    internal string? LoaderSignature { get; set; }

    /// <summary>Ends the part. What was written is in the archive already.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Writer.Dispose();
    }

    /// <summary>Writes a component that this one holds into a part of its own.</summary>
    /// <exception cref="InvalidOperationException">The component wrote nothing that could be loaded.</exception>
    internal void SaveComponent(string name, ICanSaveModel component)
    {
        using var context = new ModelSaveContext(_archive, $"{_folder}{name}/");
        component.Save(context);
        context.Finish(component);
    }

    private void Finish(ICanSaveModel component)
    {
        if (LoaderSignature is null)
            throw new InvalidOperationException($"A {component.GetType()} cannot be saved: a model file holds ML.NET's own components alone.");
        Writer.Flush();
        using var stream = _archive.CreateEntry(_folder + Saving.ModelArchive.ComponentEntry, CompressionLevel.Fastest).Open();
        using var output = new BinaryWriter(stream);
        output.Write(LoaderSignature);
        output.Write(component.GetType().Assembly.GetName().Name!);
        output.Write(_buffer.GetBuffer(), 0, (int)_buffer.Length);
    }
}
