using System.Text.Json;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;
using MlPipelines.Data.Traps;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>A comparison on a table.</summary>
internal sealed class ComparedTable : Compared
{
    private readonly CompareSettings _settings;
    private readonly CsvOptions _reading;

    private ComparedTable(CompareSettings settings, CsvOptions reading)
    {
        (_settings, _reading) = (settings, reading);
    }

    /// <summary>Reads the table and looks for traps.</summary>
    /// <exception cref="UsageException">What is asked for makes no sense.</exception>
    /// <exception cref="Data.Files.DataFileException">The table is damaged, or not what it should be.</exception>
    public static ComparedTable Of(CompareSettings settings, LearnerCatalog learners, CancellationToken cancellation)
    {
        TableFile.Require(TableComparison.Name, settings.Path);
        if (settings.TestFile is { } test)
            TableFile.Require("--test", test);
        RequireOneSplit(settings);
        if (settings.FoldColumn is { } folds)
            settings = settings with { Folds = FoldsOf(settings.Path, folds) };
        var source = TableComparison.Source(settings);
        var table = TableFile.Load(settings.Path, source.OptionsOf(seed: 1), cancellation);
        var label = TableFile.LabelOf(table);
        return new ComparedTable(settings, source.Options)
        {
            Suite = TableComparison.Of(settings, table.DataSet, label, learners),
            Label = label,
            Look = [.. TableFile.Look(settings.Path, table, settings.Reading.Label is null)],
            First =
            [
                .. TableTraps.Find(table, source.Folds ?? 0)
                    .Where(trap => trap.Kind != TrapKind.Dates || settings.Time is null)
                    .Select(trap => new LookFirst(trap.Kind.ToString(), trap.Column, trap.Text + Option(trap))),
            ],
            Data = table.DataSet,
        };
    }

    /// <inheritdoc/>
    public override DataSet All(CancellationToken cancellation)
    {
        var reading = _reading with { TestShare = 0, ValidationShare = FinalModel.ValidationShare, TestFile = null };
        if (reading.FoldColumn is { } folds) // which is no feature without folds either
            reading = reading with { FoldColumn = null, Ignore = [.. reading.Ignore, folds] };
        return TableFile.Load(_settings.Path, reading, cancellation).DataSet;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Usage(DataSet all, string model) =>
    [
        $"    var pipeline = TrainedPipeline.Load(\"{Path.GetFileName(model)}\");",
        "    using var predictor = pipeline.CreateRecordPredictor();",
        $"    var prediction = predictor.PredictJson(\"\"\"{Example(all)}\"\"\");", "",
        $"On the command line: predict --model {model} FILE",
    ];

    /// <exception cref="UsageException">Two options say which rows are tested on.</exception>
    private static void RequireOneSplit(CompareSettings settings)
    {
        string[] given =
        [
            .. new[]
            {
                ("--test", settings.TestFile), ("--time", settings.Time), ("--fold-column", settings.FoldColumn),
                ("--group", settings.Group),
            }.Where(pair => pair.Item2 is not null).Select(pair => pair.Item1),
        ];
        if (given.Length > 1 && given is not ["--test", "--group"])
            throw new UsageException($"{string.Join(" and ", given)} each say which rows are tested on: give one of them.");
        if (settings is { FoldColumn: not null, HasFolds: true })
            throw new UsageException("--folds and --fold-column: the column has as many folds as it has values; leave out --folds.");
    }

    /// <summary>How many different values a column has.</summary>
    private static int FoldsOf(string path, string column)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, row) in CsvRecords.Read(path))
        {
            if (!row.TryGetValue(column, out var value))
                throw new UsageException($"--fold-column {column}: {path} has no such column; it has {string.Join(", ", row.Keys)}.");
            if (value is not string { Length: > 0 } text)
                throw new UsageException($"--fold-column {column}: line {line} of {path} has no fold. Fill it in, or remove the row.");
            values.Add(text);
            if (values.Count > SuiteBounds.Folds)
                throw new UsageException($"--fold-column {column}: it has more than {SuiteBounds.Folds} different values.");
        }

        return values.Count >= 2 ? values.Count
            : throw new UsageException($"--fold-column {column}: two folds at least are needed; it has {values.Count} value.");
    }

    /// <summary>The features of the first row as JSON.</summary>
    private string Example(DataSet data)
    {
        var columns = data.Encoding?.Columns.Select(column => column.Column).ToHashSet(StringComparer.Ordinal) ?? [];
        var values = CsvRecords.Read(_settings.Path).First().Values.Where(pair => columns.Contains(pair.Key));
        return JsonSerializer.Serialize(values.ToDictionary(pair => pair.Key, pair => pair.Value), AnswerJson.Options);
    }

    /// <summary>The option that does what a trap asks for; empty where none does.</summary>
    private static string Option(TableTrap trap) => trap.Kind switch
    {
        TrapKind.Constant or TrapKind.Identifier or TrapKind.GivesLabelAway => $" (--ignore {trap.Column})",
        TrapKind.Group => $" (--group {trap.Column}, --ignore {trap.Column})",
        TrapKind.Dates => $" (--time {trap.Column}, or --test FILE)",
        TrapKind.NumbersAsNames => " (--task multiclass)",
        _ => "",
    };
}
