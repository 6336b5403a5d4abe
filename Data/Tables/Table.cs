using System.Text;
using MlPipelines.Data.Csv;
using MlPipelines.Data.Fields;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Tables;

/// <summary>A user's file in memory: which columns are used for what, what they hold, and the values.</summary>
internal sealed class Table
{
    private const int MostClassTexts = 10_000;
    private const int FewTexts = 1_000;

    private readonly CsvOptions _options;
    private readonly FieldParser _parser;

    private Table(string path, CsvDialect dialect, CsvOptions options)
    {
        Path = path;
        Dialect = dialect;
        _options = options;
        _parser = new FieldParser(options.MissingMarkers);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it is written.</summary>
    public CsvDialect Dialect { get; }

    /// <summary>What the first reading found, per column.</summary>
    public ColumnProfile[] Profiles { get; private set; } = [];

    /// <summary>What each column is used for.</summary>
    public CsvColumnRole[] Roles { get; private set; } = [];

    /// <summary>Why a column that could be used is not; null for others.</summary>
    public string?[] IgnoredBecause { get; private set; } = [];

    /// <summary>How each column is read.</summary>
    public ColumnReading[] Readings { get; private set; } = [];

    /// <summary>How the label is read.</summary>
    public LabelReading LabelReading { get; private set; } = null!;

    /// <summary>The values of each column, null for one that is ignored.</summary>
    public ColumnValues?[] Values { get; private set; } = [];

    /// <summary>Rows without a label, which were left out.</summary>
    public int RowsWithoutLabel { get; private set; }

    /// <summary>The first row of the file of test rows; null where there is no such file.</summary>
    public int? TestStart { get; private set; }

    /// <summary>The label's column.</summary>
    public int Label { get; private set; }

    public int RowCount => Values[Label]!.Values.Count;

    /// <summary>The column of a role, -1 for none.</summary>
    public int ColumnOf(CsvColumnRole role) => Array.IndexOf(Roles, role);

    /// <summary>Reads the file twice: once for the types, once for the values, so that memory holds each value once.</summary>
    /// <exception cref="DataFileException">The content is not what it should be; all wrong columns are told at once.</exception>
    public static Table Read(string path, CsvDialect dialect, CsvOptions options, CancellationToken cancellationToken)
    {
        var table = new Table(path, dialect, options);
        table.Profile(cancellationToken);
        table.Infer();
        table.ReadValues(cancellationToken);
        return table;
    }

    private void Profile(CancellationToken cancellationToken)
    {
        Scan(Path, Start, AddToProfiles, cancellationToken);
        if (_options.TestFile is { } test)
            Scan(test, (reader, header) => RequireSameNames(reader, header), AddToProfiles, cancellationToken);
        for (var c = 0; c < Profiles.Length; c++)
        {
            if (Roles[c] != CsvColumnRole.Feature || IsTold(Profiles[c].Name))
                continue;
            if (Profiles[c].Present == 0)
                IgnoredBecause[c] = "it has no value";
            else if (Profiles[c].Name.Length == 0 && IsNumbering(Profiles[c]))
                IgnoredBecause[c] = "it has no name and numbers the rows";
            if (IgnoredBecause[c] is not null)
                Roles[c] = CsvColumnRole.Ignored;
        }
    }

    private bool IsTold(string name) => _options.Features?.Contains(name) == true || _options.Types.ContainsKey(name);

    private static bool IsNumbering(ColumnProfile profile)
    {
        var numbers = profile.Formats[0];
        return profile.Missing == 0 && numbers.Count == profile.Present && numbers.AllWhole && numbers.Least is 0 or 1
            && numbers.Greatest - numbers.Least == profile.Present - 1;
    }

    private void Start(StrictCsvReader reader, CsvHeader header)
    {
        Roles = ColumnRoles.Of(reader, header, _options);
        Label = ColumnOf(CsvColumnRole.Label);
        IgnoredBecause = new string?[Roles.Length];
        Profiles = [
            .. header.Names.Select((name, c) => new ColumnProfile(
                name, Roles[c] == CsvColumnRole.Label ? MostClassTexts : Math.Max(FewTexts, _options.MaxCategories + 1)))];
    }

    private void AddToProfiles(StrictCsvReader reader)
    {
        if (IsWithoutLabel(reader))
            return;
        for (var c = 0; c < Profiles.Length; c++)
        {
            if (Roles[c] != CsvColumnRole.Ignored)
                Profiles[c].Add(reader, c, _parser);
        }
    }

    private bool IsWithoutLabel(StrictCsvReader reader) => _options.DropMissingLabels && _parser.IsMissing(reader, Label);

    private void RequireSameNames(StrictCsvReader reader, CsvHeader header)
    {
        string[] expected = [.. Profiles.Select(profile => profile.Name)];
        if (!header.Names.SequenceEqual(expected))
        {
            throw reader.Error(
                header.Line, null, $"the test file must have the columns of {Path} in the same order, "
                    + $"{string.Join(", ", expected.Select(name => $"'{name}'"))}; found "
                    + $"{string.Join(", ", header.Names.Select(name => $"'{name}'"))}.");
        }
    }

    private void Infer()
    {
        var problems = new ColumnProblems(Path);
        var inference = new TypeInference(_options, Dialect.Delimiter);
        inference.Observe(
            Profiles.Where((profile, c) => Roles[c] is CsvColumnRole.Feature or CsvColumnRole.Label or CsvColumnRole.Time
                && ToldType(profile) is null));
        Readings = new ColumnReading[Profiles.Length];
        Values = new ColumnValues?[Profiles.Length];
        for (var c = 0; c < Profiles.Length; c++)
        {
            if (Roles[c] == CsvColumnRole.Ignored)
            {
                Readings[c] = new ColumnReading(CsvColumnType.Category);
                continue;
            }

            Values[c] = new ColumnValues();
            if (Roles[c] == CsvColumnRole.Feature && Profiles[c].Name.Length == 0)
            {
                problems.Add(
                    "", $"field {c + 1} of the header is empty, and the column has values. Name it, remove it, or put '' into 'ignore'.",
                    1);
            }

            if (Roles[c] == CsvColumnRole.Label)
            {
                LabelReading = LabelReading.Of(Profiles[c], inference, _options, problems);
                Readings[c] = LabelReading.Reading with { Remark = LabelReading.Remark };
            }
            else
            {
                Readings[c] = Roles[c] is CsvColumnRole.Feature or CsvColumnRole.Time
                    ? inference.Infer(Profiles[c], ToldType(Profiles[c]), problems)
                    : new ColumnReading(CsvColumnType.Category);
            }
        }

        if (!Roles.Contains(CsvColumnRole.Feature))
        {
            problems.Add(
                Profiles[Label].Name, "no column is left for the features: "
                    + string.Join(", ", Profiles.Index().Where(p => IgnoredBecause[p.Index] is not null)
                        .Select(p => $"'{p.Item.Name}' is left out because {IgnoredBecause[p.Index]}")) + ".");
        }

        problems.ThrowIfAny();
    }

    private CsvColumnType? ToldType(ColumnProfile profile) => _options.Types.TryGetValue(profile.Name, out var type) ? type : null;

    private void ReadValues(CancellationToken cancellationToken)
    {
        Scan(Path, (_, _) => { }, AddRow, cancellationToken);
        if (_options.TestFile is { } test)
        {
            TestStart = RowCount;
            Scan(test, (_, _) => { }, AddRow, cancellationToken);
        }
    }

    private void Scan(
        string path, Action<StrictCsvReader, CsvHeader> start, Action<StrictCsvReader> row, CancellationToken cancellationToken)
    {
        using var reader = new StrictCsvReader(path, Dialect.Delimiter);
        var header = CsvHeader.Read(reader, Dialect);
        start(reader, header);
        long rows = 0;
        while (header.ReadRow())
        {
            row(reader);
            if (++rows % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
        }

        if (rows == 0)
            throw reader.Error(header.Line + 1, null, "expected rows of data, found none after the header.");
    }

    private void AddRow(StrictCsvReader reader)
    {
        if (IsWithoutLabel(reader))
        {
            RowsWithoutLabel++;
            return;
        }

        for (var c = 0; c < Values.Length; c++)
        {
            if (Values[c] is not { } column)
                continue;
            if (_parser.IsMissing(reader, c))
            {
                if (_options.Missing == MissingValues.Error || Roles[c] != CsvColumnRole.Feature)
                    throw MissingValue(reader, c);
                column.AddMissing(Readings[c].Type);
            }
            else
            {
                AddValue(column, reader, c);
            }
        }
    }

    private void AddValue(ColumnValues column, StrictCsvReader reader, int c)
    {
        var reading = Readings[c];
        var isClass = c == Label && LabelReading.Task != LearningTask.Regression;
        switch (isClass ? CsvColumnType.Category : reading.Type)
        {
            case CsvColumnType.Number:
                column.Add(
                    NumberReader.TryRead(reader[c], reading.Numbers!, reading.Scale, out var number) ? number : throw Changed(reader, c));
                break;
            case CsvColumnType.Boolean:
                column.Add(FieldKinds.TryBoolean(reader[c], out var value) ? value ? 1 : 0 : throw Changed(reader, c));
                break;
            case CsvColumnType.Date:
                column.Add(Dates.TryRead(reader.Text(c), reading.Dates!.Value, out var date) ? date : throw Changed(reader, c));
                break;
            default:
                column.AddCategory(FieldParser.Text(reader, c));
                break;
        }
    }

    private DataFileException MissingValue(StrictCsvReader reader, int column)
    {
        var remedy = Roles[column] switch
        {
            CsvColumnRole.Feature => "Put a value there, remove the row, put the column into 'ignore', or set 'missing' to keep or impute.",
            CsvColumnRole.Label => "Put a value there, remove the row, or set 'dropMissingLabels' to leave such rows out.",
            var role => $"The {role.ToString().ToLowerInvariant()} needs a value in every row: put one there or remove the row.",
        };
        return reader.Error(
            reader.Line, Profiles[column].Name,
            $"expected a value, found {CsvNumbers.Quoted(reader[column])}, which stands for a missing one. {remedy}");
    }

    private DataFileException Changed(StrictCsvReader reader, int column) =>
        reader.Error(reader.Line, Profiles[column].Name, "the file changed while it was read.");
}

/// <summary>Reads a number as a Single.</summary>
internal static class NumberReader
{
    /// <summary>A field's number; rounded once from its text where nothing is subtracted.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, NumberFormat format, NumberScale scale, out float value)
    {
        if (scale.IsNone)
            return format.TryReadSingle(text, out value);
        var isNumber = format.TryRead(text, out var exact);
        value = scale.Apply(exact);
        return isNumber;
    }

    /// <summary>A field's number.</summary>
    public static bool TryRead(string text, NumberFormat format, NumberScale scale, out float value) =>
        TryRead(Encoding.UTF8.GetBytes(text), format, scale, out value);
}
