using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Running;
using MlPipelines.Comparisons.Suites;

namespace MlPipelines.Comparisons.Studies;

/// <summary>The studies of a run's experiments: computed before the first trial, each written as soon as it is there. A run that goes on computes them again.</summary>
internal sealed class RunStudies(RunPlan plan)
{
    private readonly Dictionary<(string Suite, string Experiment), StudyFindings> _findings = [];

    /// <summary>Whether one found what must not be.</summary>
    public bool Failed => _findings.Values.Any(findings => findings.Failed);

    /// <summary>Computes them.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; those that were done are kept.</exception>
    public void Run(RunFolder folder, PictureFormat pictures, IRunProgress progress, CancellationToken cancellation)
    {
        foreach (var (suite, experiment) in plan.Suites.SelectMany(suite => suite.Experiments, (suite, experiment) => (suite.Name, experiment)))
        {
            if (experiment.Study is not { } study)
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress.Say($"{suite}/{experiment.Name}: {study.Title}");
            var findings = study.Run(suite, experiment, cancellation);
            findings.Write(folder, $"{suite}-{experiment.Name}", pictures);
            _findings.Add((suite, experiment.Name), findings);
        }
    }

    /// <summary>The judged claims of an experiment; none where it has no study that was computed.</summary>
    public IReadOnlyList<JudgedClaim> ClaimsOf(string suite, Experiment experiment) => _findings.TryGetValue((suite, experiment.Name), out var findings) ? findings.Claims : [];

    /// <summary>The table of an experiment; none where it has no study that was computed.</summary>
    public IReadOnlyList<Summary> SummariesOf(string suite, Experiment experiment) => _findings.TryGetValue((suite, experiment.Name), out var findings) ? [findings.Summary] : [];
}
