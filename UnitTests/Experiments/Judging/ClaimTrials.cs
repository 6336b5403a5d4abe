using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.UnitTests.Experiments.Judging;

/// <summary>Made-up finished trials of two learners.</summary>
internal static class ClaimTrials
{
    public static Experiment Experiment(int seeds, IReadOnlyList<Claim> claims, params IReadOnlyList<PictureSpec> pictures) => new()
    {
        Name = "e",
        Question = "Which?",
        DataSets = ["countries-map"],
        Learners = [new("mlp", "net", Settings.Empty)],
        Sweep = [SweepAxis.Of("rate", "0.1", "0.01")],
        Seeds = seeds,
        Claims = claims,
        Pictures = pictures,
    };

    /// <summary>
    /// The trials of an experiment with a test accuracy for each learner and seed, and a loss that is lowest in epoch 2 of 3.
    /// </summary>
    public static List<FinishedTrial> Of(Experiment experiment, Func<string, int, double> accuracy, string data = "countries-map") =>
    [
        .. RunPlan.Create([new Suite("s", "", [experiment])]).Trials.Select(trial => new FinishedTrial(trial, new TrialResult
        {
            DataSet = data,
            Learner = trial.Learner,
            Settings = trial.Settings,
            Seed = trial.Seed,
            Metrics = [new("test", "accuracy", accuracy(trial.Learner, trial.Seed)), new("train", "accuracy", 0.99)],
            History = [new(1, 10, "validation", "loss", 3), new(2, 20, "validation", "loss", 1), new(3, 30, "validation", "loss", 1.5)],
            FitSeconds = 1,
            TrialsAtOnce = 1,
            Parameters = 7,
        })),
    ];

    /// <summary>The trials, some of which diverged.</summary>
    public static List<FinishedTrial> Diverged(IEnumerable<FinishedTrial> trials, Func<Trial, bool> which) =>
    [
        .. trials.Select(ended => !which(ended.Trial) ? ended : ended with
        {
            Result = ended.Result with
            {
                Metrics = [],
                History = [],
                FitSeconds = null,
                Error = "TrainingDivergedException: The loss is not finite in epoch 1.",
            },
        }),
    ];
}
