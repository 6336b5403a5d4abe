namespace MlPipelines.Comparisons.Suites;

/// <summary>Suites without the learners whose libraries do not load on this machine.</summary>
internal static class AvailableLearners
{
    /// <summary>The suite with such learners left out, with the claims that name them; each experiment says so in <see cref="Experiment.LeftOut"/>.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="whyMissing">Says of a kind of learner why it is missing, null where it is not.</param>
    public static Suite WithoutMissing(this Suite suite, Func<string, string?> whyMissing) => suite with
    {
        Experiments = [.. suite.Experiments.Select(experiment => WithoutMissing(suite.Name, experiment, whyMissing))],
        Parts = [.. suite.Parts.Select(experiment => WithoutMissing(suite.Name, experiment, whyMissing))],
    };

    private static Experiment WithoutMissing(string suite, Experiment experiment, Func<string, string?> whyMissing)
    {
        var missing = experiment.Learners.Select(spec => (spec.Name, Why: whyMissing(spec.Kind))).Where(learner => learner.Why is not null).ToList();
        bool IsMissing(string? name) => missing.Exists(learner => learner.Name == name);
        return missing.Count == 0 ? experiment : experiment with
        {
            Learners = [.. experiment.Learners.Where(spec => !IsMissing(spec.Name))],
            Claims = [.. experiment.Claims.Where(claim => !IsMissing(claim.Learner) && !IsMissing(claim.Than))],
            LeftOut = [.. missing.Select(learner => $"{suite}/{experiment.Name} runs without {learner.Name}. {learner.Why}")],
        };
    }
}
