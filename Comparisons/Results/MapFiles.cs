using System.Globalization;
using MlPipelines.Comparisons.Running;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Numerics.Serialization;

namespace MlPipelines.Comparisons.Results;

/// <summary>The predictions at places of a run's trials, a file each: <c>maps/trial-12.csv</c>, a line for each row of a grid, the first on top, or for a line.</summary>
internal static class MapFiles
{
    private const string FolderName = "maps";

    /// <summary>Writes a trial's file, where it has predictions; whole or not at all.</summary>
    public static void Write(string folder, TrialRecord record)
    {
        if (record.Result.GridPredictions is not { } values || PredictionMap.Of(record.Trial) is not { } places)
            return;
        Directory.CreateDirectory(Path.Combine(folder, FolderName));
        AtomicFile.WriteText(Of(folder, record.Trial), values.Chunk(places.Columns).Select(row => string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "\n"));
    }

    /// <summary>Reads a trial's file; null where there is none.</summary>
    /// <exception cref="UsageException">It does not hold a number for each place.</exception>
    public static IReadOnlyList<float>? Read(string folder, Trial trial)
    {
        string path = Of(folder, trial);
        if (PredictionMap.Of(trial) is not { } places || !File.Exists(path))
            return null;
        var values = new List<float>();
        foreach (string cell in File.ReadLines(path).SelectMany(line => line.Split(',')))
        {
            if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
                throw new UsageException($"--resume: {path}: a number was expected, found '{cell}'; the file is damaged. Start a new run.");
            values.Add(value);
        }

        return values.Count == places.Count ? values
            : throw new UsageException($"--resume: {path}: {places.Count} numbers were expected, found {values.Count}; the file is damaged. Start a new run.");
    }

    private static string Of(string folder, Trial trial) => Path.Combine(folder, FolderName, $"trial-{trial.Number}.csv");
}
