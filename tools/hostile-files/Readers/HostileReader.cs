using MlPipelines.HostileFiles.Mutations;

namespace MlPipelines.HostileFiles.Readers;

/// <summary>A reader of files, with small valid files of its format.</summary>
/// <param name="Name">Its name on the command line and in tables.</param>
/// <param name="Refusals">The types of the errors that it is documented to give; no other, and none that derives from them.</param>
/// <param name="Seeds">Makes the valid files: for each seed its files by name. The same on every call.</param>
/// <param name="MutationOf">What damages a file, by its name.</param>
/// <param name="Read">
/// Reads the files of a place. It gives a text that tells what was read, where the format has a checksum: a damaged file must then be
/// refused, or give the same text. Else it gives null.
/// </param>
public sealed record HostileReader(
    string Name, IReadOnlyList<Type> Refusals, Func<IReadOnlyList<IReadOnlyDictionary<string, byte[]>>> Seeds,
    Func<string, Mutation> MutationOf, Func<Place, string?> Read)
{
    /// <summary>Whether it reads from the disk; else from memory.</summary>
    public bool OnDisk { get; init; }

    /// <summary>Of how many mutations of a run one is given to this reader: more than 1 where one takes long.</summary>
    public int OneOf { get; init; } = 1;

    /// <summary>Whether the valid files are refused in the end, because they are small parts of what the reader is for.</summary>
    public bool SeedsAreParts { get; init; }

    /// <summary>Files that may be missing: a mutation may delete one.</summary>
    public bool MayLack { get; init; }

    /// <summary>A reader of one file.</summary>
    public static HostileReader OfFile(
        string name, Type refusal, Func<IEnumerable<(string Name, byte[] Content)>> seeds, Mutation mutation, Func<Place, string?> read) =>
        new(
            name, [refusal], () => [.. seeds().Select(seed => new Dictionary<string, byte[]> { [seed.Name] = seed.Content })],
            _ => mutation, read);

    /// <summary>One of some mutations, each as likely.</summary>
    public static Mutation Mixed(params Mutation[] mutations) => (file, source) => source.ApplyOneOf(file, mutations);
}

/// <summary>The files that a reader is to read.</summary>
/// <param name="folder">The folder with the files; empty where the reader reads from memory.</param>
/// <param name="files">The files by name.</param>
public sealed class Place(string folder, IReadOnlyDictionary<string, byte[]> files)
{
    /// <summary>The folder with the files.</summary>
    public string Folder { get; } = folder;

    /// <summary>The files by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; } = files;

    /// <summary>The name of the only file.</summary>
    public string Name => Files.Keys.Single();

    /// <summary>The content of the only file.</summary>
    public byte[] Content => Files.Values.Single();

    /// <summary>The path of the only file.</summary>
    public string File => Path.Combine(Folder, Name);

    /// <summary>The content of the only file as a stream.</summary>
    public MemoryStream Open() => new(Content, writable: false);
}
