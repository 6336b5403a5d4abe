using System.Formats.Tar;
using System.IO.Compression;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Images;

/// <summary>A folder on the disk, with the folders in it to a depth of 16.</summary>
internal sealed class FolderSource(string path, SourceLimits limits) : ImageSource(path, limits)
{
    private static readonly EnumerationOptions All =
        new() { RecurseSubdirectories = true, MaxRecursionDepth = 16, AttributesToSkip = 0, IgnoreInaccessible = false };

    public override string Label(string entry) => System.IO.Path.Combine(Path, entry);

    protected override IEnumerable<SourceEntry> Entries()
    {
        // One more than allowed, so that the check that counts them finds it.
        (string Name, bool IsFolder)[] entries = [
            .. new DirectoryInfo(Path).EnumerateFileSystemInfos("*", All).Take(Limits.Entries + 1)
                .Select(entry => (
                    System.IO.Path.GetRelativePath(Path, entry.FullName).Replace('\\', '/'), entry.Attributes.HasFlag(
                        FileAttributes.Directory)))];
        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return entries.Select(entry => new SourceEntry(
            entry.Name, entry.IsFolder, entry.IsFolder ? null : () => Read(() => File.OpenRead(Label(entry.Name)), null)));
    }
}

/// <summary>A tar archive, compressed by gzip or not; it is read as a stream.</summary>
internal sealed class TarSource(string path, SourceLimits limits) : ImageSource(path, limits)
{
    public override string Label(string entry) => $"{Path}, entry {entry}";

    protected override IEnumerable<SourceEntry> Entries()
    {
        using var file = ContentStream.Open(Path);
        foreach (var entry in TarEntries.Read(file))
        {
            if (entry.EntryType is TarEntryType.Directory)
                yield return new SourceEntry(entry.Name, isFolder: true);
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
                yield return new SourceEntry(entry.Name, isFolder: false, () => Read(() => entry.DataStream ?? Stream.Null, entry.Length));
            else if (entry.EntryType is not TarEntryType.GlobalExtendedAttributes)
                yield return new SourceEntry(entry.Name, isFolder: false, () => throw NoFile(entry));
        }
    }

    private static InvalidDataException NoFile(TarEntry entry) =>
        new($"expected a file, found an entry of the kind {entry.EntryType}, which is not followed: pack the files themselves.");
}

/// <summary>A zip archive.</summary>
internal sealed class ZipSource(string path, SourceLimits limits) : ImageSource(path, limits)
{
    public override string Label(string entry) => $"{Path}, entry {entry}";

    protected override IEnumerable<SourceEntry> Entries()
    {
        using var zip = ZipFile.OpenRead(Path);
        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName.Replace('\\', '/');
            yield return name.EndsWith('/') ? new SourceEntry(name, isFolder: true)
                : new SourceEntry(name, isFolder: false, () => ReadEntry(entry));
        }
    }

    private byte[] ReadEntry(ZipArchiveEntry entry) => entry.IsEncrypted
        ? throw new InvalidDataException("expected a file that can be read, found an encrypted one: pack it without a password.")
        : Read(entry.Open, entry.Length);
}
