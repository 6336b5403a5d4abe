using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Data.Tables;

/// <summary>The labels of a table, for its task.</summary>
/// <param name="Task">The task.</param>
/// <param name="ClassNames">
/// The classes in order: numbers by value, texts by code point; for a binary task negative, positive. Each is named by its text in the
/// file, of several the one that most rows have.
/// </param>
/// <param name="Values">Per row the class number or the target.</param>
internal sealed record Labels(LearningTask Task, IReadOnlyList<string> ClassNames, float[] Values)
{
    private const int MostListed = 12;

    /// <summary>Reads the labels of a table.</summary>
    /// <exception cref="DataFileException">There is one class, or too many for the task, or the positive value is none of them.</exception>
    public static Labels Of(Table table, string? positive = null)
    {
        var task = table.LabelReading.Task;
        var column = table.Values[table.Label]!;
        if (task == LearningTask.Regression)
        {
            return positive is null ? new Labels(task, [], [.. column.Values])
                : throw Error(table, "a positive value is for a binary task; this is a regression. Remove 'positive'.");
        }

        var texts = column.Categories;
        var type = table.LabelReading.Reading.Type;
        string[] keyOfCode = [.. texts.Select(text => ClassTexts.KeyOf(text, type))];
        var rows = new int[texts.Count];
        foreach (var code in column.Values)
            rows[(int)code]++;
        string[] keys = [.. ClassTexts.Sorted(keyOfCode.Distinct())];
        string[] names = [.. keys.Select(key => NameOf(key, keyOfCode, texts, rows))];
        if (names.Length < 2)
            throw Error(table, $"expected at least two classes, found one, '{names[0]}', in all {table.RowCount} rows.");
        if (task == LearningTask.Binary && names.Length > 2)
        {
            throw Error(
                table, $"a binary task needs two values; the label has {names.Length}: {Listed(names)}. Set 'task' to multiclass, or merge "
                    + "classes.");
        }

        if (positive is not null)
        {
            if (task != LearningTask.Binary)
            {
                throw Error(
                    table, $"a positive value is for a binary task; this is a {task.ToString().ToLowerInvariant()} one, with "
                        + $"{names.Length} values. Remove 'positive'.");
            }

            var key = ClassTexts.KeyOf(positive, type);
            if (!keys.Contains(key))
            {
                throw Error(
                    table, $"the positive value must be one of the label's, '{names[0]}' or '{names[1]}'; found '{positive}'. Correct "
                        + "'positive'.");
            }

            if (keys[0] == key)
                (names, keys) = ([names[1], names[0]], [keys[1], keys[0]]);
        }

        var classes = keys.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        float[] classOfCode = [.. keyOfCode.Select(key => (float)classes[key])];
        return new Labels(task, names, [.. column.Values.Select(code => classOfCode[(int)code])]);
    }

    /// <summary>A view of features with these labels.</summary>
    public MatrixDataView View(
        SingleMatrix features, IReadOnlyList<string>? names = null, IReadOnlyList<SlotRange>? categories = null) => Task switch
        {
            LearningTask.Multiclass =>
                MatrixDataView.Multiclass(features, Array.ConvertAll(Values, value => (int)value), names, categories),
            LearningTask.Binary => MatrixDataView.Binary(features, Array.ConvertAll(Values, value => value == 1), names, categories),
            _ => MatrixDataView.Regression(features, Values, names, categories),
        };

    /// <summary>The text of a class that most of its rows have; of equals the shortest, then the first.</summary>
    private static string NameOf(string key, string[] keyOfCode, IReadOnlyList<string> texts, int[] rows) =>
        Enumerable.Range(0, texts.Count).Where(code => keyOfCode[code] == key)
            .OrderByDescending(code => rows[code]).ThenBy(code => texts[code].Length).ThenBy(code => texts[code], StringComparer.Ordinal)
            .Select(code => texts[code]).First();

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(MostListed).Select(name => $"'{name}'")) + (names.Length > MostListed ? " and others" : "");

    private static DataFileException Error(Table table, string text)
    {
        var column = table.Profiles[table.Label].Name;
        return new($"{table.Path}, column '{column}': {text}") { File = table.Path, Column = column };
    }
}
