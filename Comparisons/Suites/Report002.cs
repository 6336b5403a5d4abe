using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What report 002 says of its results, in our words, with its lines.</summary>
internal static class Report002
{
    private const string Negative = "the report gives negative losses, and a mean squared error is never negative";

    /// <summary>The sentences, all of the suite <c>mnist-mlp</c>.</summary>
    public static IReadOnlyList<Sentence> Sentences { get; } =
    [
        new("002:19", "To validate after every update makes a training extremely longer."),
        new("002:50", "Batch 128, 4 epochs: training 0.9754 and loss 0.0841, test 0.9747 and loss 0.0831, 1280 seconds."),
        new("002:51", "Batch 1024, 10 epochs: training 0.9785 and loss 0.0830, test 0.9691 and loss 0.1041, 400 seconds."),
        new("002:52", "Batch 10 000, 30 epochs: training 0.9425 and loss 0.2006, test 0.9482 and loss 0.1775, 270 seconds."),
        new("002:53", "Batch 20 000, 30 epochs: training 0.9195 and loss 0.2700, test 0.9261 and loss 0.2556, 270 seconds."),
        new("002:55", "More updates, with smaller batches, take longer and are more accurate. Larger batches need a higher rate."),
        new("002:70", "The best decay of L1 is 5e-7: test 0.9716, loss 0.1015."),
        new("002:77", "The best decay of L2 is 5e-6: test 0.9718, loss 0.1018."),
        new("002:84", "Without a penalty: test 0.9717, loss 0.1017. (A best decay is given too, but without a penalty no decay is used.)"),
        new("002:95", "With L1 the gap between training and validation rows grows late in the training."),
        new("002:100", "With L1, near the end, the training loss still falls and the validation loss does not: over-fitting starts."),
        new("002:102", "After training with L1: test 0.9749, loss 0.0819."),
        new("002:108", "With L2 the gap between training and validation rows grows late in the training."),
        new("002:115", "After training with L2: test 0.9737, loss 0.0818, a little better than L1."),
        new("002:123", "After training without a penalty: test 0.9741, loss 0.0824."),
        new("002:125", "L2 has the best test accuracy. In a longer training without a penalty the gap would grow more than with one. "
            + "(Its own figures have L1 ahead.)"),
        new("002:136", "[64]: training 0.9892 and loss 0.0485, test 0.9729 and loss 0.0856, 22 seconds."),
        new("002:137", "[128]: training 0.9922 and loss 0.0377, test 0.9766 and loss 0.0787, 37 seconds."),
        new("002:138", "[256]: training 0.9912 and loss 0.0328, test 0.9752 and loss 0.0774, 69 seconds."),
        new("002:139", "[512]: training 0.9941 and loss 0.0313, test 0.9782 and loss 0.0712, 126 seconds."),
        new("002:140", "[64, 64]: training 0.9854 and loss 0.0657, test 0.9697 and loss 0.0972, 28 seconds."),
        new("002:141", "[512, 512]: training 0.9814 and loss 0.0709, test 0.9706 and loss 0.0997, 229 seconds, 1 342 578 688 weights."),
        new("002:142", "[128, 64]: training 0.9873 and loss 0.0530, test 0.9707 and loss 0.0921, 43 seconds."),
        new("002:143", "[80, 512]: training 0.9668 and loss 0.0972, test 0.9637 and loss 0.1155, 61 seconds."),
        new("002:144", "[100, 200]: training 0.9882 and loss 0.0518, test 0.9702 and loss 0.0950, 48 seconds."),
        new("002:145", "[512, 80]: training 0.9892 and loss 0.0454, test 0.9749 and loss 0.0836, 137 seconds."),
        new("002:149", "A network needs some number of weights to be good, and too many weights can make it less accurate."),
        new("002:150", "Networks with one layer have a larger gap between training and new rows."),
        new("002:154", "One layer of 256 units is good and takes little time."),
        new("002:171", "With 100 samples of the bump the smallest decay is best."),
        new("002:178", "With 1000 samples of the bump the smallest decay is best."),
        new("002:186", "Losses of [64] on the bump.", Negative),
        new("002:187", "Losses of [128] on the bump.", Negative),
        new("002:188", "Losses of [256] on the bump.", Negative),
        new("002:189", "Losses of [400] on the bump.", Negative),
        new("002:190", "Losses of [64, 64] on the bump.", Negative),
        new("002:191", "Losses of [128, 64] on the bump.", Negative),
        new("002:192", "Losses of [64, 128] on the bump.", Negative),
        new("002:193", "Losses of [100, 200] on the bump.", Negative),
        new("002:197", "More weights need more samples, and shallow networks with too few weights are worse on new samples."),
        new("002:227", "1000 samples give a better fit than 100, most of all near the edges."),
    ];
}
