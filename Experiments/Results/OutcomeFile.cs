using System.Globalization;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// What a trial says of each test row, as a compressed table: <c>row,class,predicted class</c> with numbers of classes from 0, or
/// <c>row,number,predicted number</c>.
/// </summary>
internal static class OutcomeFile
{
    private const int MostClasses = 1 << 24; // the whole numbers that a float holds

    private const string OfClasses = "row,class,predicted class", OfNumbers = "row,number,predicted number";

    /// <summary>Writes the file.</summary>
    public static void Write(string path, RowOutcomes outcomes) => CompressedTable.Write(path, writer =>
    {
        writer.Write(outcomes.AreClasses ? OfClasses : OfNumbers);
        writer.Write('\n');
        for (var row = 0; row < outcomes.Labels.Count; row++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{row},{outcomes.Labels[row]},{outcomes.Predicted[row]}\n"));
    });

    /// <summary>Reads the file; null where there is none, as of a run by an earlier version.</summary>
    /// <exception cref="RunFolderException">It is no such table.</exception>
    public static RowOutcomes? Find(string path) => !File.Exists(path) ? null : CompressedTable.Read(
        path, "test rows", "Delete it, and the run goes on without its rows; or start a new run.", Read);

    private static RowOutcomes Read(TextReader reader)
    {
        var header = reader.ReadLine();
        if (header is not (OfClasses or OfNumbers))
            throw new FormatException($"'{OfClasses}' or '{OfNumbers}' was expected in its first line");
        var areClasses = header == OfClasses;
        var (labels, predicted) = (new List<float>(), new List<float>());
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is not [_, var label, var said])
                throw new FormatException($"3 cells were expected in line {labels.Count + 2}");
            var (truth, found) = (Number(label), Number(said));
            if (areClasses && (!IsClass(truth) || !(IsClass(found) || float.IsNaN(found))))
            {
                throw new FormatException(
                    $"numbers of classes from 0 to {MostClasses} were expected in line {labels.Count + 2}, found '{label}' and '{said}'");
            }

            labels.Add(truth);
            predicted.Add(found);
        }

        return new(areClasses, labels, predicted);

        float Number(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"a number was expected in line {labels.Count + 2}, found '{text}'");
    }

    private static bool IsClass(float number) => number is >= 0 and <= MostClasses && number == MathF.Floor(number);
}
