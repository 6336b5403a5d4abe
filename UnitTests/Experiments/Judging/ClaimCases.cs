using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;

namespace MlPipelines.UnitTests.Experiments.Judging;

/// <summary>One claim about two learners: the slow one has 0.9 in every seed, the fast one more, and differs from seed to seed.</summary>
internal static class ClaimCases
{
    public static readonly LearnerName Fast = new("net rate=0.1"), Slow = new("net rate=0.01");
    public static readonly Measure Accuracy = Measure.Metric("test", "accuracy");
    public static readonly double[] Noise = [0.001, -0.002, 0.0005, 0.0015, -0.001, 0.002, -0.0005, 0];

    public static JudgedClaim Judge(Claim claim, int seeds = 6, double difference = 0.05)
    {
        var experiment = ClaimTrials.Experiment(seeds, [claim]);
        return ClaimJudge.Judge(
            "s", experiment,
            ClaimTrials.Of(experiment, (learner, seed) => 0.9 + (learner == Fast.Text ? difference + Noise[seed - 1] : 0))).Single();
    }
}
