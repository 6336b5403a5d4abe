using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Tables;

/// <summary>A user's file in memory: which columns are used for what, what they hold, and the values.</summary>
/// <param name="Path">The file.</param>
/// <param name="Profiles">What the first reading found, per column.</param>
/// <param name="Roles">What each column is used for.</param>
/// <param name="Types">What each column holds.</param>
/// <param name="Values">The values of each column, null for one that is ignored.</param>
internal sealed record Table(string Path, ColumnProfile[] Profiles, CsvColumnRole[] Roles, CsvColumnType[] Types, ColumnValues?[] Values)
{
    public int Label => Array.IndexOf(Roles, CsvColumnRole.Label);

    public int RowCount => Values[Label]!.Values.Count;

    /// <summary>Reads the file twice: once for the types, once for the values, so that memory holds each value once.</summary>
    public static Table Read(string path, char delimiter, CsvOptions options, CancellationToken cancellationToken)
    {
        var parser = new FieldParser(options.MissingMarkers);
        ColumnProfile[] profiles = [];
        CsvColumnRole[] roles = [];
        Scan(path, delimiter, Start, Profile, cancellationToken);

        var types = new CsvColumnType[profiles.Length];
        var values = new ColumnValues?[profiles.Length];
        for (var c = 0; c < profiles.Length; c++)
        {
            if (roles[c] == CsvColumnRole.Ignored)
                continue;
            CsvColumnType? told = options.Types.TryGetValue(profiles[c].Name, out var type) ? type : roles[c] == CsvColumnRole.Group
                ? CsvColumnType.Category : null;
            types[c] = TypeInference.Infer(path, profiles[c], told);
            values[c] = new ColumnValues();
        }

        var table = new Table(path, profiles, roles, types, values);
        Scan(path, delimiter, (_, _) => { }, reader => table.AddRow(reader, parser, options.Missing), cancellationToken);
        return table;

        void Start(StrictCsvReader reader, CsvHeader header)
        {
            roles = ColumnRoles.Of(reader, header, options);
            profiles = [.. header.Names.Select(name => new ColumnProfile(name))];
        }

        void Profile(StrictCsvReader reader)
        {
            for (var c = 0; c < profiles.Length; c++)
            {
                if (roles[c] != CsvColumnRole.Ignored)
                    profiles[c].Add(reader, c, parser);
            }
        }
    }

    private static void Scan(
        string path, char delimiter, Action<StrictCsvReader, CsvHeader> start, Action<StrictCsvReader> row,
        CancellationToken cancellationToken)
    {
        using var reader = new StrictCsvReader(path, delimiter);
        var header = CsvHeader.Read(reader);
        start(reader, header);
        long rows = 0;
        while (header.ReadRow())
        {
            row(reader);
            if (++rows % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        if (rows == 0)
            throw reader.Error(2, null, "expected rows of data, found none after the header.");
    }

    private void AddRow(StrictCsvReader reader, FieldParser parser, MissingValues missing)
    {
        for (var c = 0; c < Values.Length; c++)
        {
            if (Values[c] is not { } column)
                continue;
            if (parser.IsMissing(reader, c))
            {
                if (missing == MissingValues.Error || Roles[c] != CsvColumnRole.Feature)
                    throw MissingValue(reader, c);
                column.AddMissing();
            }
            else if (Types[c] == CsvColumnType.Number)
            {
                column.Add(FieldParser.TryNumber(reader[c], out var number) ? number : throw Changed(reader, c));
            }
            else if (Types[c] == CsvColumnType.Boolean)
            {
                column.Add(FieldParser.TryBoolean(reader[c], out var value) ? value ? 1 : 0 : throw Changed(reader, c));
            }
            else
            {
                column.AddCategory(reader.Text(c));
            }
        }
    }

    private DataFileException MissingValue(StrictCsvReader reader, int column)
    {
        var remedy = Roles[column] == CsvColumnRole.Feature
            ? "Put a value there, remove the row, ignore the column, or choose to impute or keep missing values."
            : $"A {Roles[column].ToString().ToLowerInvariant()} cannot be missing: put a value there or remove the row.";
        return reader.Error(
            reader.Line, Profiles[column].Name,
            $"expected a value, found {CsvNumbers.Quoted(reader[column])}, which stands for a missing one. {remedy}");
    }

    private DataFileException Changed(StrictCsvReader reader, int column) =>
        reader.Error(reader.Line, Profiles[column].Name, "the file changed while it was read.");
}

/// <summary>The values of one column in memory: numbers, or numbers of categories.</summary>
internal sealed class ColumnValues
{
    private readonly Dictionary<string, int> _codes = [];
    private readonly List<float> _values = [];

    /// <summary>Per row the number, 0 or 1 for a boolean, the code of the category; NaN where the value is missing.</summary>
    public IReadOnlyList<float> Values => _values;

    /// <summary>The categories by code, in the order in which they were met.</summary>
    public IReadOnlyList<string> Categories => [.. _codes.Keys];

    public void Add(float value) => _values.Add(value);

    public void AddMissing() => _values.Add(float.NaN);

    public void AddCategory(string text)
    {
        if (!_codes.TryGetValue(text, out var code))
            _codes.Add(text, code = _codes.Count);
        _values.Add(code);
    }
}

/// <summary>Decides what each column of a file is used for.</summary>
internal static class ColumnRoles
{
    /// <summary>The role of each column.</summary>
    /// <exception cref="DataFileException">A column that the options name is missing or has two roles, or no feature is left.</exception>
    public static CsvColumnRole[] Of(StrictCsvReader reader, CsvHeader header, CsvOptions options)
    {
        foreach (var name in header.Names)
            header.IndexOf(name); // Names must be unique.
        foreach (var name in options.Types.Keys)
            header.IndexOf(name);

        var roles = new CsvColumnRole?[header.Names.Count];
        Assign(options.Label ?? header.Names[^1], CsvColumnRole.Label);
        if (options.Group is not null)
            Assign(options.Group, CsvColumnRole.Group);
        foreach (var name in options.Ignore)
            Assign(name, CsvColumnRole.Ignored);
        foreach (var name in options.Features ?? [])
            Assign(name, CsvColumnRole.Feature);
        var others = options.Features is null ? CsvColumnRole.Feature : CsvColumnRole.Ignored;
        var nameless = header.Names.ToList().IndexOf("");
        if (nameless >= 0 && roles[nameless] is null && others == CsvColumnRole.Feature)
        {
            throw reader.Error(
                1, null, $"field {nameless + 1} of the header is empty: the column has no name, as where lines end with a delimiter or "
                    + "rows were numbered. Name it, remove it, or ignore the column ''.");
        }

        CsvColumnRole[] result = [.. roles.Select(role => role ?? others)];
        if (!result.Contains(CsvColumnRole.Feature))
        {
            throw reader.Error(
                1, null, "no column is left for the features; the header has "
                    + $"{string.Join(", ", header.Names.Select(name => $"'{name}'"))}.");
        }

        return result;

        void Assign(string name, CsvColumnRole role)
        {
            var column = header.IndexOf(name);
            if (roles[column] is { } taken && taken != role)
            {
                throw reader.Error(
                    1, name, $"this column cannot be both {taken.ToString().ToLowerInvariant()} and {role.ToString().ToLowerInvariant()}.");
            }

            roles[column] = role;
        }
    }
}
