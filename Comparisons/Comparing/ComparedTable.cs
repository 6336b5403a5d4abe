using System.Text.Json;
using MlPipelines.Data;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;
using MlPipelines.Data.Traps;
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
    /// <exception cref="Terminal.UsageException">What is asked for makes no sense.</exception>
    /// <exception cref="Data.Files.DataFileException">The table is damaged, or not what it should be.</exception>
    public static ComparedTable Of(CompareSettings settings, LearnerCatalog learners, CancellationToken cancellation)
    {
        TableFile.Require(TableComparison.Name, settings.Path);
        if (settings.TestFile is { } test)
            TableFile.Require("--test", test);
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
                    .Select(trap => new LookFirst(trap.Kind.ToString(), trap.Column, trap.Text + Option(trap))),
            ],
            Data = table.DataSet,
        };
    }

    /// <inheritdoc/>
    public override DataSet All(CancellationToken cancellation) => TableFile.Load(
        _settings.Path, _reading with { TestShare = 0, ValidationShare = FinalModel.ValidationShare, TestFile = null }, cancellation)
        .DataSet;

    /// <inheritdoc/>
    public override IEnumerable<string> Usage(DataSet all, string model) =>
    [
        $"    var pipeline = TrainedPipeline.Load(\"{Path.GetFileName(model)}\");",
        "    using var predictor = pipeline.CreateRecordPredictor();",
        $"    var prediction = predictor.PredictJson(\"\"\"{Example(all)}\"\"\");", "",
        $"On the command line: predict --model {model} FILE",
    ];

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
        TrapKind.Dates => " (--test FILE)",
        TrapKind.NumbersAsNames => " (--task multiclass)",
        _ => "",
    };
}
