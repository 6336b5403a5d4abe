using System.Globalization;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// What a trial predicts of validation and test rows, as a compressed table: <c>split,row</c> and a column for each class, by its number,
/// with its probability, or <c>prediction</c> with the number. A learner of classes that gives no probabilities has a table without rows.
/// </summary>
internal static class PredictionFile
{
    private const string Start = "split,row";

    /// <summary>Writes the file.</summary>
    public static void Write(string path, IReadOnlyList<SplitPredictions> predictions) => CompressedTable.Write(path, writer =>
    {
        writer.Write(Start);
        var width = predictions is [var first, ..] ? first.Width : 0;
        for (var column = 0; column < width; column++)
            writer.Write(width == 1 ? ",prediction" : string.Create(CultureInfo.InvariantCulture, $",{column}"));
        writer.Write('\n');
        foreach (var split in predictions)
        {
            for (var place = 0; place < split.Values.Count; place++)
            {
                if (place % width == 0)
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $"{split.Split},{place / width}"));
                writer.Write(string.Create(CultureInfo.InvariantCulture, $",{split.Values[place]}"));
                if (place % width == width - 1)
                    writer.Write('\n');
            }
        }
    });

    /// <summary>Reads the file.</summary>
    /// <exception cref="RunFolderException">It is not there, or no such table.</exception>
    public static IReadOnlyList<SplitPredictions> Read(string path) =>
        CompressedTable.Read(path, "predictions", "Start a new run.", Read);

    private static IReadOnlyList<SplitPredictions> Read(TextReader reader)
    {
        var width = reader.ReadLine()?.Split(',') is [_, _, .. var columns] ? columns.Length : throw new FormatException("no header");
        var splits = new List<(string Name, List<float> Values)>();
        while (reader.ReadLine()?.Split(',') is { } cells)
        {
            if (cells.Length != width + 2)
                throw new FormatException($"{width + 2} cells were expected, found {cells.Length}");
            if (splits.Count == 0 || splits[^1].Name != cells[0])
                splits.Add((cells[0], []));
            splits[^1].Values.AddRange(
                cells.Skip(2).Select(cell => float.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture)));
        }

        return [.. splits.Select(split => new SplitPredictions(split.Name, width, split.Values))];
    }
}
