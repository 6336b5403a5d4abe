using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Two classes of images, few of them: boosted trees and networks (C in the design's experiments).</summary>
internal static class TransferSuite
{
    public static Suite Suite { get; } = new("transfer", "two classes of images, few to train on", [Boosting]);

    private static Experiment Boosting => new()
    {
        Name = "boosting",
        Question = "How well do boosted trees tell two classes of images apart by their raw pixels, and do they learn the training images "
            + "by heart?",
        DataSets = ["mnist-4-9"],
        TrainRows = 1_400,
        TestRows = 400,
        Learners =
        [
            new("boosted-trees", "boosted trees", Settings.Parse("monitor=train+test")),
            new("fast-tree", "FastTree", Settings.Empty),
            new("light-gbm", "LightGBM", Settings.Empty),
        ],
        Seeds = 1,
        Ours = "the images: MNIST's fours and nines, which are easier to tell apart than the reference's real and generated faces; "
            + "as many to train and to test as there; boosted trees and LightGBM beside ML.NET's FastTree. Nothing in it is random",
    };
}
