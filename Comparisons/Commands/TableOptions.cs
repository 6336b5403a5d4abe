using System.CommandLine;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The options that say how a table is read, of <c>compare</c> and of <c>train</c>.</summary>
internal sealed class TableOptions
{
    private const int UsualCategories = 1_000;

    private readonly Argument<string> _path;

    private readonly Option<string?> _label = CommandOptions.Text("--label", "NAME", "The column to predict. Default: the last one.");

    private readonly Option<LearningTask?> _task =
        CommandOptions.Choice<LearningTask>("--task", "What is to be learned. Default: by the label's values.");

    private readonly Option<string?> _positive =
        CommandOptions.Text("--positive", "VALUE", "Of two classes the one that is true. Default: the second in order.");

    private readonly Option<string[]> _ignore = CommandOptions.Texts("--ignore", "NAME", "A column that is not used. May be repeated.");

    private readonly Option<int?> _categories = CommandOptions.Whole(
        "--max-categories", $"The most categories of a column. Default: {UsualCategories}.", SuiteBounds.Categories);

    /// <summary>The options.</summary>
    /// <param name="path">What is given besides a table, a sentence; empty for nothing.</param>
    public TableOptions(string path = "")
    {
        _path = new("table") { HelpName = "FILE", Description = $"The table: CSV or TSV with a header, .gz too.{path}" };
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_path);
        foreach (var option in new Option[] { _label, _task, _positive, _ignore, _categories })
            command.Options.Add(option);
    }

    /// <summary>The table.</summary>
    public string Path(ParseResult result) => result.GetValue(_path) ?? "";

    /// <summary>How it is read.</summary>
    public CsvOptions Read(ParseResult result) => new()
    {
        Label = result.GetValue(_label),
        Task = result.GetValue(_task),
        Positive = result.GetValue(_positive),
        Ignore = result.GetValue(_ignore) ?? [],
        MaxCategories = result.GetValue(_categories) ?? UsualCategories,
        DropMissingLabels = true,
    };
}
