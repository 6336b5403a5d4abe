using System.Globalization;
using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;

namespace MlPipelines.Data.Tables;

/// <summary>The labels of a table, for its task.</summary>
/// <param name="Task">The task.</param>
/// <param name="ClassNames">The classes in order: numbers by value, texts by code point; for a binary task negative, positive.</param>
/// <param name="Values">Per row the class number or the target.</param>
internal sealed record Labels(LearningTask Task, IReadOnlyList<string> ClassNames, float[] Values)
{
    public static Labels Of(Table table, LearningTask? told, string? positive = null)
    {
        var profile = table.Profiles[table.Label];
        var type = table.Types[table.Label];
        var column = table.Values[table.Label]!;
        var task = told ?? TypeInference.InferTask(profile, type);
        if (task == LearningTask.Regression)
        {
            if (positive is not null)
                throw Error(table, "a positive value is for a binary task; this is a regression.");
            return type == CsvColumnType.Number ? new Labels(task, [], [.. column.Values])
                : throw Error(table, $"a regression needs numbers; the label holds texts such as {profile.FirstNonNumber!.Value.Text}.");
        }

        // One name for each value: the text of a category, the number itself, true and false.
        var texts = column.Categories;
        float[] values = type == CsvColumnType.Category
            ? [.. column.Values.Distinct().OrderBy(code => texts[(int)code], StringComparer.Ordinal)]
            : [.. column.Values.Distinct().Order()];
        string[] names = [.. values.Select(value => type switch
        {
            CsvColumnType.Category => texts[(int)value],
            CsvColumnType.Boolean => value == 1 ? "true" : "false",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        })];
        if (names.Length < 2)
            throw Error(table, $"expected at least two classes, found one, '{names[0]}', in all {table.RowCount} rows.");
        if (task == LearningTask.Binary && names.Length > 2)
            throw Error(table, $"a binary task needs two values; the label has {names.Length}.");
        if (positive is not null)
        {
            if (task != LearningTask.Binary)
            {
                throw Error(
                    table, $"a positive value is for a binary task; this is a {task.ToString().ToLowerInvariant()} one, with "
                        + $"{names.Length} values.");
            }

            if (!names.Contains(positive))
                throw Error(table, $"the positive value must be one of the label's, '{names[0]}' or '{names[1]}'; found '{positive}'.");
            if (names[0] == positive)
                (names, values) = ([names[1], names[0]], [values[1], values[0]]);
        }

        var classes = values.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return new Labels(task, names, [.. column.Values.Select(value => (float)classes[value])]);
    }

    /// <summary>A view of features with these labels.</summary>
    public MatrixDataView View(SingleMatrix features, IReadOnlyList<string>? featureNames = null) => Task switch
    {
        LearningTask.Multiclass => MatrixDataView.Multiclass(features, Array.ConvertAll(Values, value => (int)value), featureNames),
        LearningTask.Binary => MatrixDataView.Binary(features, Array.ConvertAll(Values, value => value == 1), featureNames),
        _ => MatrixDataView.Regression(features, Values, featureNames),
    };

    private static DataFileException Error(Table table, string text)
    {
        var column = table.Profiles[table.Label].Name;
        return new($"{table.Path}, column '{column}': {text}") { File = table.Path, Column = column };
    }
}
