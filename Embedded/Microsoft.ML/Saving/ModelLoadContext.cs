using System.IO.Compression;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Saving;

/// <summary>One part of a model file that is being read.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly string _folder;

    /// <summary>The part in that folder of the archive.</summary>
    /// <exception cref="FormatException">There is no such part.</exception>
    public ModelLoadContext(IHostEnvironment environment, ZipArchive archive, string folder)
    {
        Environment = environment;
        _archive = archive;
        _folder = folder;
        var entry = archive.GetEntry(folder + ModelArchive.ComponentEntry)
            ?? throw new FormatException($"The model file has no part '{folder}'.");
        using var stream = entry.Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        content.Position = 0;
        Reader = new BinaryReader(content);
        Signature = Reader.ReadString();
        AssemblyName = Reader.ReadString();
    }

    /// <summary>The environment in which components are made.</summary>
    public IHostEnvironment Environment { get; }

    /// <summary>The name under which the component was saved.</summary>
    public string Signature { get; }

    /// <summary>The assembly that the component came from.</summary>
    public string AssemblyName { get; }

    /// <summary>Reads the component's own values, in the order in which they were written.</summary>
    public BinaryReader Reader { get; }

    public void Dispose() => Reader.Dispose();

    /// <summary>Reads a component that this one holds.</summary>
    /// <exception cref="FormatException">It is missing, not known, broken or of another kind.</exception>
    public T LoadComponent<T>(string name)
        where T : class
    {
        using var context = new ModelLoadContext(Environment, _archive, $"{_folder}{name}/");
        return LoadableComponents.Load(context) as T
            ?? throw new FormatException($"The part '{_folder}{name}' of the model file is a {context.Signature}, not a {typeof(T).Name}.");
    }
}
