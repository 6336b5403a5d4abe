using System.Globalization;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines.Metrics;
using SkiaSharp;

namespace MlPipelines.Experiments.Drawing;

/// <summary>
/// The test images of which a learner says the worst wrong things, as small files for the page of a run: it is made from the run's folder
/// alone, and has no data set.
/// </summary>
public static class MistakePictures
{
    /// <summary>The folder's name in the run's folder.</summary>
    public const string FolderName = "mistakes";

    /// <summary>The longest side of a file in pixels: larger images shrink to it.</summary>
    public const int LongestSide = 96;

    /// <summary>The name of the file of a test row.</summary>
    /// <param name="trial">The number of the trial that is wrong about it.</param>
    /// <param name="row">The row's number among the test rows, from 0.</param>
    public static string NameOf(int trial, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"trial-{trial}-row-{row}.png");

    /// <summary>Deletes the files of an earlier end of the run.</summary>
    public static void Clear(string runFolder)
    {
        var own = Path.Combine(runFolder, FolderName);
        if (Directory.Exists(own))
            Directory.Delete(own, recursive: true);
    }

    /// <summary>
    /// Writes the images of an experiment, for each data set of images with classes: the worst mistakes of the learner whose rows the page
    /// shows. Returns how many.
    /// </summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <param name="suite">The suite's name.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="finished">The finished trials of the run.</param>
    /// <param name="load">Gives the rows of a data set by the name that was asked for; null where they are no images, or not to be
    /// had.</param>
    public static int Write(
        string runFolder, string suite, Experiment experiment, IEnumerable<FinishedTrial> finished, Func<string, DataSet?> load)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(load);
        var written = 0;
        foreach (var group in finished.Where(ended => ended.Trial.Suite == suite && ended.Trial.Experiment == experiment.Name)
            .GroupBy(ended => ended.Trial.DataSet))
        {
            if (load(group.Key) is not { ImageShape: { Channels: 1 or 3 } shape, Test: { } test, ClassCount: > 0 })
                continue;
            foreach (var (row, _) in Worst(runFolder, experiment, [.. group])
                .Where(worst => worst.Row.IsClass && worst.Row.Number < test.RowCount))
            {
                using var bitmap = new LabelledImage(shape.Height, shape.Width, ImagePictures.PixelsOf(test, row.Number), []).Bitmap();
                Directory.CreateDirectory(Path.Combine(runFolder, FolderName));
                AtomicFile.Write(
                    Path.Combine(runFolder, FolderName, NameOf(row.Trial, row.Number)), stream => stream.Write(Png(bitmap)));
                written++;
            }
        }

        return written;
    }

    private static IReadOnlyList<WorstRow> Worst(string runFolder, Experiment experiment, IReadOnlyList<FinishedTrial> trials)
    {
        var figures = ShownFigures.Of(
            trials.SelectMany(ended => ended.Result.Metrics).Select(metric => (metric.Split, metric.Metric)), experiment.Compare);
        if (figures.Count == 0)
            return [];
        var (split, name) = figures[0];
        var learners = ShownFigures.BestFirst(
            trials.GroupBy(ended => ended.Trial.Learner), Metric.LowerIsBetter(name),
            learner => learner.Any(ended => ended.Result.Failed) ? null : MeanOf(learner, split, name));
        var chosen = ShownFigures.OfRows(
            learners, learner => learner.Any(ended => TestRows.HasPredictions(runFolder, ended.Trial.Number)));
        return TestRows.Worst(
            (chosen ?? Enumerable.Empty<FinishedTrial>()).Where(ended => !ended.Result.Failed)
                .SelectMany(ended => TestRows.Read(runFolder, ended.Trial.Number, ended.Trial.Seed)), areSame: !experiment.HasFolds);
    }

    private static double? MeanOf(IEnumerable<FinishedTrial> learner, string split, string metric)
    {
        List<double> values =
        [
            .. learner.SelectMany(ended => ended.Result.Metrics)
                .Where(value => value.Split == split && value.Metric == metric).Select(value => value.Value),
        ];
        return values.Count > 0 ? values.Average() : null;
    }

    private static byte[] Png(SKBitmap bitmap)
    {
        var longest = Math.Max(bitmap.Width, bitmap.Height);
        if (longest <= LongestSide)
            return Encoded(bitmap);
        using var small = bitmap.Resize(
            new SKImageInfo(
                Math.Max(1, bitmap.Width * LongestSide / longest), Math.Max(1, bitmap.Height * LongestSide / longest), bitmap.ColorType,
                bitmap.AlphaType),
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return Encoded(small);
    }

    private static byte[] Encoded(SKBitmap bitmap)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }
}
