using MlPipelines.Data.Csv;

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
        for (int c = 0; c < profiles.Length; c++)
        {
            if (roles[c] == CsvColumnRole.Ignored)
                continue;
            CsvColumnType? told = options.Types.TryGetValue(profiles[c].Name, out CsvColumnType type) ? type : roles[c] == CsvColumnRole.Group ? CsvColumnType.Category : null;
            types[c] = TypeInference.Infer(path, profiles[c], told);
            values[c] = new ColumnValues();
        }

        var table = new Table(path, profiles, roles, types, values);
        Scan(path, delimiter, (_, _) => { }, reader => table.AddRow(reader, parser, options.Missing), cancellationToken);
        return table;

        void Start(CsvReader reader, CsvHeader header)
        {
            roles = ColumnRoles.Of(reader, header, options);
            profiles = [.. header.Names.Select(name => new ColumnProfile(name))];
        }

        void Profile(CsvReader reader)
        {
            for (int c = 0; c < profiles.Length; c++)
            {
                if (roles[c] != CsvColumnRole.Ignored)
                    profiles[c].Add(reader, c, parser);
            }
        }
    }

    private static void Scan(string path, char delimiter, Action<CsvReader, CsvHeader> start, Action<CsvReader> row, CancellationToken cancellationToken)
    {
        using var reader = new CsvReader(path, delimiter);
        CsvHeader header = CsvHeader.Read(reader);
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

    private void AddRow(CsvReader reader, FieldParser parser, MissingValues missing)
    {
        for (int c = 0; c < Values.Length; c++)
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
                column.Add(FieldParser.TryNumber(reader[c], out float number) ? number : throw Changed(reader, c));
            }
            else if (Types[c] == CsvColumnType.Boolean)
            {
                column.Add(FieldParser.TryBoolean(reader[c], out bool value) ? value ? 1 : 0 : throw Changed(reader, c));
            }
            else
            {
                column.AddCategory(reader.Text(c));
            }
        }
    }

    private DataFileException MissingValue(CsvReader reader, int column)
    {
        string remedy = Roles[column] == CsvColumnRole.Feature
            ? "Put a value there, remove the row, ignore the column, or choose to impute or keep missing values."
            : $"A {Roles[column].ToString().ToLowerInvariant()} cannot be missing: put a value there or remove the row.";
        return reader.Error(reader.Line, Profiles[column].Name, $"expected a value, found {CsvNumbers.Quoted(reader[column])}, which stands for a missing one. {remedy}");
    }

    private DataFileException Changed(CsvReader reader, int column) =>
        reader.Error(reader.Line, Profiles[column].Name, "the file changed while it was read.");
}
