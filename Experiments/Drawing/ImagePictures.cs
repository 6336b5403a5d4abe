using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Drawing;

/// <summary>Pictures of single test images and of what learners say of them.</summary>
internal static class ImagePictures
{
    /// <summary>
    /// The first test images that one learner classifies correctly and another does not; null where the two were not asked in the same
    /// seed, or the data are no images of one or three colours with classes.
    /// </summary>
    public static IPicture? Images(ImagesSpec spec, Shown shown)
    {
        string Resolved(LearnerName name) => FiguresBySeed.Resolve(name, shown.Experiment.Choices, shown.All);
        var (right, wrong) = (Resolved(spec.Right), Resolved(spec.Wrong));
        if (BothAsked(shown, right, wrong) is not var (seed, rightSays, wrongSays) || shown.Load?.Invoke() is not { } data
            || data.ImageShape is not { Channels: 1 or 3 } shape || data.Test is not { } test || data.ClassCount == 0)
        {
            return null;
        }

        var asked = Math.Min(rightSays.Count, test.RowCount);
        int[] all = [.. Enumerable.Range(0, asked)
            .Where(row => (int)rightSays[row] == test.GetClass(row) && (int)wrongSays[row] != test.GetClass(row))];
        var images = all.Take(spec.Count).Select(row => new LabelledImage(
            shape.Height, shape.Width, PixelsOf(test, row),
            [data.ClassNames[test.GetClass(row)], data.ClassNames[(int)rightSays[row]], data.ClassNames[(int)wrongSays[row]]]));
        return new ImageRowPicture(
            $"{shown.Title}: test images that are classified correctly by {right} and wrongly by {wrong}, "
                + shown.Experiment.NameOf(seed),
            ["the class", $"answer of {right}", $"answer of {wrong}"], [.. images])
        {
            Note = all.Length == 0
                ? $"There is none among the first {asked} test images."
                : all.Length < spec.Count
                    ? $"There {(all.Length == 1 ? "is 1" : $"are {all.Length}")} among the first {asked} test images."
                    : null,
        };
    }

    private static (int Seed, IReadOnlyList<float> Right, IReadOnlyList<float> Wrong)? BothAsked(Shown shown, string right, string wrong)
    {
        var others = Asked(wrong).ToDictionary(ended => ended.Trial.Seed, ended => ended.Result.PlacePredictions!);
        return Asked(right).OrderBy(ended => ended.Trial.Seed).FirstOrDefault(ended => others.ContainsKey(ended.Trial.Seed)) is { } first
            && others[first.Trial.Seed] is var says && says.Count == first.Result.PlacePredictions!.Count
                ? (first.Trial.Seed, first.Result.PlacePredictions, says)
                : null;

        IEnumerable<FinishedTrial> Asked(string learner) => shown.Of(new(learner)).Where(
            ended => ended.Result.PlacePredictions is not null && ended.Trial.Places is TestRowPlaces);
    }

    /// <summary>The pixels of a test image, [channels, height, width].</summary>
    public static byte[] PixelsOf(MatrixDataView rows, int row)
    {
        var features = new float[rows.FeatureCount];
        rows.CopyFeatures(row, features);
        return Array.ConvertAll(features, value => (byte)Math.Clamp(MathF.Round(value), 0, 255));
    }
}
