using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What report 000 says of its results, in our words.</summary>
internal static class Report000
{
    public static IReadOnlyList<Sentence> Sentences { get; } =
    [
        new(
            "000:20", "The batch size decides how good the fit is.",
            "how much must change for this is not said; lines 22 to 29 say what changes, and are judged"),
        new("000:22", "With one sample for each step, training is unstable and the fit is inaccurate."),
        new("000:24", "With five samples for each step, training is stable and the fit is good."),
        new("000:29", "With batch 5 the loss falls most of the time, so a larger batch may make the curves steadier still."),
        new("000:33", "Of the rates and batches that were tried, rate 0.01 with batch 64 gives the best result."),
        new("000:44", "With rate 100 and batch 1024 the success rate jumps between low and high values, quickly and often."),
        new(
            "000:54", "With rate 0.00001 and batch 2 training is very slow, in the end stuck in a local minimum, and not stable. "
                + "(This loss is convex: every local minimum of it is a global one.)"),
        new("000:78", "The gradients of the network, its layers and its loss are right."),
        new(
            "000:87", "Rate 0.0001 converges slowly: after 2000 epochs it is stuck at 90 %, while networks with other rates pass 97 %."),
        new(
            "000:91", "The number of layers decides what a network can express and learn.",
            "a cause, without a figure; lines 96 and 103 say what depth does to the success rate"),
        new(
            "000:96", "One hidden layer, at rate 0.01 and batch 256, reaches 92 % on test rows, which may mean that one layer is "
                + "not enough."),
        new("000:103", "More hidden layers give a higher success rate; five reach 95 %."),
        new("000:107", "Small batches make training less stable than large ones."),
        new("000:113", "With 200 training samples the network learns them by heart and does poorly on new rows."),
    ];
}
