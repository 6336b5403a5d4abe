using System.Globalization;

namespace MlPipelines.MLNetParity;

/// <summary>What a program has printed: named values, in order, each a number or a text.</summary>
public sealed class Transcript
{
    private readonly List<TranscriptEntry> _entries = [];
    private readonly List<(string Name, Exception? Error)> _errors = [];

    /// <summary>The values so far.</summary>
    public IReadOnlyList<TranscriptEntry> Entries => _entries;

    /// <summary>What each action of <see cref="AddError"/> threw, null for nothing; not saved.</summary>
    public IReadOnlyList<(string Name, Exception? Error)> Errors => _errors;

    /// <summary>Adds a number.</summary>
    public void Add(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a text, without what would break a line.</summary>
    public void Add(string name, string value) => _entries.Add(new TranscriptEntry(name, value.ReplaceLineEndings("\\n").Replace("\t", "\\t")));

    /// <summary>Adds each number with its position in the name.</summary>
    public void Add(string name, IEnumerable<float> values)
    {
        var i = 0;
        foreach (var value in values)
            Add($"{name}[{i++}]", value);
    }

    /// <summary>Adds each text with its position in the name.</summary>
    public void Add(string name, IEnumerable<string> values)
    {
        var i = 0;
        foreach (var value in values)
            Add($"{name}[{i++}]", value);
    }

    /// <summary>Adds the type of the exception that the action throws, or "none".</summary>
    public void AddError(string name, Action action)
    {
        try
        {
            action();
            _errors.Add((name, null));
            Add(name, "none");
        }
#pragma warning disable CA1031 // The type of whatever is thrown is the result.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _errors.Add((name, e));
            Add(name, e.GetType().Name);
        }
    }

    /// <summary>Writes one value a line, as name, tab, value.</summary>
    public void Save(string path) => File.WriteAllLines(path, _entries.Select(entry => $"{entry.Name}\t{entry.Value}"));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">A line has no tab.</exception>
    public static Transcript Load(string path)
    {
        var transcript = new Transcript();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0)
                throw new FormatException($"{path}, line {number}: expected a name, a tab and a value, found '{line}'.");
            transcript._entries.Add(new TranscriptEntry(line[..tab], line[(tab + 1)..]));
        }
        return transcript;
    }
}
