using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>Learners that are trained on <see cref="SmallData"/> in no time, and the requests of their trials.</summary>
internal static class SmallLearners
{
    public static Learner Mlp(string settings = "hidden=8 epochs=30 batch=8 rate=0.01") => Create("mlp", settings);

    public static Learner Linear(string settings = "") => Create("lbfgs-maximum-entropy", settings);

    public static TrialRequest Seed(int seed, int threads = 1) => new() { Seed = seed, Threads = threads };

    private static Learner Create(string name, string settings)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(name, out var kind));
        return kind.Create(LearningTask.Multiclass, name, Settings.Parse(settings));
    }
}
