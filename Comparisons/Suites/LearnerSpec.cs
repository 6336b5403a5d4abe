using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>A learner as an experiment declares it: a kind, a name, and the settings that differ from the kind's defaults.</summary>
/// <param name="Kind">The name of a <see cref="LearnerKind"/>.</param>
/// <param name="Name">The name that results show.</param>
/// <param name="Settings">Settings that differ from the kind's defaults.</param>
public sealed record LearnerSpec(string Kind, string Name, Settings Settings);
