using System.Diagnostics;
using MlPipelines.HostileFiles.Mutations;
using MlPipelines.HostileFiles.Readers;

namespace MlPipelines.HostileFiles.Running;

/// <summary>Gives a reader damaged files, in this process and on this thread.</summary>
public sealed class ReaderCheck : IDisposable
{
    /// <summary>What one reading may allocate besides <see cref="BytesPerByte"/> for each byte of the files.</summary>
    public const long AllowedBytes = 64L << 20;

    /// <summary>What one reading may allocate for each byte of the files.</summary>
    public const long BytesPerByte = 64;

    private const string MemoryFolder = "/dev/shm";

    /// <summary>The name of the only folder beside which nothing may appear.</summary>
    private const string Inner = "files";

    private readonly HostileReader _reader;
    private readonly int _seed;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, byte[]>> _seeds;
    private readonly string _root;
    private readonly List<string?> _texts = [];
    private int _written = -1;

    /// <summary>Makes the valid files of a reader, and reads each: that must succeed.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="seed">The seed of all mutations.</param>
    /// <exception cref="InvalidOperationException">A valid file is refused.</exception>
    public ReaderCheck(HostileReader reader, int seed)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (_reader, _seed) = (reader, seed);
        _seeds = reader.Seeds();
        _root = NewFolder();
        for (var i = 0; i < _seeds.Count; i++)
        {
            WriteSeed(i);
            try
            {
                _texts.Add(reader.Read(new Place(Folder, _seeds[i])));
            }
            catch (Exception exception) when (reader.SeedsAreParts && Judge.Fault(exception, reader.Refusals) is null)
            {
                _texts.Add(null);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"The valid file {i} of '{reader.Name}' is refused: {exception}", exception);
            }
        }
    }

    private string Folder => Path.Combine(_root, Inner);

    /// <summary>The most bytes that a reading allocated.</summary>
    public long MostBytes { get; private set; }

    /// <summary>The longest time of a reading.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Damages a valid file and reads it.</summary>
    /// <param name="number">The mutation's number.</param>
    /// <returns>What came of it, and what is wrong; null for nothing.</returns>
    public (Outcome Outcome, string? Fault) Check(long number)
    {
        var random = MutationSource.RandomOf(_seed, _reader.Name, number);
        var at = random.NextInt32(_seeds.Count);
        var (files, damaged, isRepaired) = Damage(_seeds[at], _seeds[random.NextInt32(_seeds.Count)], random);
        if (_reader.OnDisk)
        {
            if (_written != at)
                WriteSeed(at);
            foreach (var name in damaged)
                Write(name, files.GetValueOrDefault(name));
        }

        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var (outcome, fault) = Read(at, files, isRepaired);
        var bytes = GC.GetTotalAllocatedBytes() - before;
        (MostBytes, Longest) = (Math.Max(MostBytes, bytes), clock.Elapsed > Longest ? clock.Elapsed : Longest);
        if (fault is null && bytes > AllowedBytes + (BytesPerByte * files.Values.Sum(file => (long)file.Length)))
            (outcome, fault) = (Outcome.Fault, $"{bytes >> 20} MiB were allocated for {files.Values.Sum(file => (long)file.Length)} bytes");
        if (_reader.OnDisk)
        {
            foreach (var name in damaged)
                Write(name, _seeds[at][name]);
        }

        if (Directory.EnumerateFileSystemEntries(_root).Any(entry => Path.GetFileName(entry) != Inner))
            (outcome, fault) = (Outcome.Fault, $"something was written beside the folder of the files, in {_root}");
        return (outcome, fault);
    }

    /// <summary>The damaged files of a mutation.</summary>
    public IReadOnlyDictionary<string, byte[]> FilesOf(long number)
    {
        var random = MutationSource.RandomOf(_seed, _reader.Name, number);
        return Damage(_seeds[random.NextInt32(_seeds.Count)], _seeds[random.NextInt32(_seeds.Count)], random).Files;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>A folder in memory where the system has one, for many small files are written; else a temporary one.</summary>
    private static string NewFolder()
    {
        try
        {
            if (Directory.Exists(MemoryFolder))
                return Directory.CreateDirectory(Path.Combine(MemoryFolder, $"hostile-files-{Guid.NewGuid():N}")).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is only faster.
        }

        return Directory.CreateTempSubdirectory("hostile-files-").FullName;
    }

    private (Outcome Outcome, string? Fault) Read(int at, IReadOnlyDictionary<string, byte[]> files, bool isRepaired)
    {
        try
        {
            var text = _reader.Read(new Place(Folder, files));
            return isRepaired || text == _texts[at] ? (Outcome.Read, null)
                : (Outcome.Fault, "the damage was not noticed: the file was read as another one, although its checksum is wrong");
        }
        catch (Exception exception)
        {
            var fault = Judge.Fault(exception, _reader.Refusals);
            return (fault is null ? Outcome.Refused : Outcome.Fault, fault);
        }
    }

    private (Dictionary<string, byte[]> Files, List<string> Damaged, bool IsRepaired) Damage(
        IReadOnlyDictionary<string, byte[]> seed, IReadOnlyDictionary<string, byte[]> donor, Numerics.Randomness.Xoshiro256 random)
    {
        var files = seed.ToDictionary();
        var names = seed.Keys.ToList();
        var donors = donor.Values.ToList();
        List<string> damaged = [];
        var isRepaired = false;
        for (var times = names.Count > 1 && random.NextInt32(8) == 0 ? 2 : 1; times > 0; times--)
        {
            var name = names[random.NextInt32(names.Count)];
            var source = new MutationSource(random, donors[random.NextInt32(donors.Count)]);
            if (damaged.Contains(name))
                continue; // what damages by the format needs a sound file
            damaged.Add(name);
            var content = files[name];
            if (_reader.MayLack && source.OnceIn(40))
                files.Remove(name);
            else
                files[name] = _reader.MutationOf(name)(content, source);
            isRepaired |= source.IsRepaired;
        }

        return (files, damaged, isRepaired);
    }

    /// <summary>Puts the files of a seed on the disk, and nothing else.</summary>
    private void WriteSeed(int seed)
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        _written = seed;
        if (!_reader.OnDisk)
            return;
        foreach (var (name, content) in _seeds[seed])
            Write(name, content);
    }

    private void Write(string name, byte[]? content)
    {
        var path = Path.Combine(Folder, name);
        if (content is null)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
