using MlPipelines.Numerics.Trees;

namespace MlPipelines.Pipelines.Learners;

/// <summary>Passes the progress of boosted trees on in rounds.</summary>
internal sealed class RoundProgress(IProgress<TrainingProgress> progress, int rounds) : IProgress<BoostingRound>
{
    public void Report(BoostingRound value) => progress.Report(new TrainingProgress(value.Round, rounds, "round"));
}
