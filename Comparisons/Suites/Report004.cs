using MlPipelines.Experiments.Model;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What report 004 says of its results, in our words, with its lines.</summary>
internal static class Report004
{
    /// <summary>The sentences, all of the suite <c>mnist-65k</c>.</summary>
    public static IReadOnlyList<Sentence> Sentences { get; } =
    [
        new("004:9", "The network has 64 010 parameters."),
        new("004:36", "A network of 3 layers comes to 95 %. For the network of 4 layers the rate 0.05 is best, more than 30 epochs bring "
            + "nothing, batch 50 is better than 100, and SGD with momentum is better than SGD without it and than Adam."),
        new("004:39", "The best result has 98.22 % of the test digits right."),
    ];
}
