using MlPipelines.Experiments.Drawing;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;

namespace MlPipelines.Experiments.Studies;

/// <summary>What came of a study.</summary>
/// <param name="Summary">The table that is shown; its failures fail the run.</param>
/// <param name="Claims">The claims, judged.</param>
/// <param name="Tables">CSV files by their names, without the experiment's.</param>
/// <param name="Pictures">Pictures by their names, without the experiment's.</param>
internal sealed record StudyFindings(
    Summary Summary,
    IReadOnlyList<JudgedClaim> Claims,
    IReadOnlyList<(string Name, string Text)> Tables,
    IReadOnlyList<(string Name, IPicture Picture)> Pictures)
{
    /// <summary>Whether something that must hold does not.</summary>
    public bool Failed => Summary.Failures.Count > 0;

    /// <summary>Writes tables and pictures into a run's folder.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="experiment">The experiment's name with its suite's, joined by a hyphen.</param>
    /// <param name="pictures">What files the pictures become.</param>
    public void Write(RunFolder folder, string experiment, PictureFormat pictures)
    {
        foreach (var (name, text) in Tables)
            folder.Write($"{experiment}-{name}.csv", text);
        foreach (var (name, picture) in Pictures)
            PictureFiles.Write(Path.Combine(folder.Path, RunPictures.FolderName), $"{experiment}-{name}", picture, pictures);
    }
}

/// <summary>
/// The studies of a run's experiments: computed before the first trial, each written as soon as it is there. A run that goes on computes
/// them again.
/// </summary>
internal sealed class RunStudies(RunPlan plan)
{
    private readonly Dictionary<(string Suite, string Experiment), StudyFindings> _findings = [];

    /// <summary>Whether one found what must not be.</summary>
    public bool Failed => _findings.Values.Any(findings => findings.Failed);

    /// <summary>Computes them.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="pictures">What files pictures become.</param>
    /// <param name="say">Told what begins.</param>
    /// <param name="cancellation">Checked between steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled; those that were done are kept.</exception>
    public void Run(RunFolder folder, PictureFormat pictures, Action<string> say, CancellationToken cancellation)
    {
        foreach (var (suite, experiment) in plan.Experiments)
        {
            if (experiment.Study is not { } study)
                continue;
            cancellation.ThrowIfCancellationRequested();
            say($"{suite}/{experiment.Name}: {study.Title}");
            var findings = Compute(study, suite, experiment, cancellation);
            findings.Write(folder, $"{suite}-{experiment.Name}", pictures);
            _findings.Add((suite, experiment.Name), findings);
        }
    }

    /// <summary>The judged claims of an experiment; none where it has no study that was computed.</summary>
    public IReadOnlyList<JudgedClaim> ClaimsOf(string suite, Experiment experiment) =>
        _findings.TryGetValue((suite, experiment.Name), out var findings) ? findings.Claims : [];

    /// <summary>The table of an experiment; none where it has no study that was computed.</summary>
    public IReadOnlyList<Summary> SummariesOf(string suite, Experiment experiment) =>
        _findings.TryGetValue((suite, experiment.Name), out var findings) ? [findings.Summary] : [];

    /// <summary>A new study gets its line here.</summary>
    private static StudyFindings Compute(Study study, string suite, Experiment experiment, CancellationToken cancellation) =>
        study == Study.GradientCheck
        ? GradientCheck.Run(suite, experiment, cancellation)
        : throw new SuiteException(
            $"The experiment '{experiment.Name}': there is no study '{study.Name}'; there are: "
                + $"{string.Join(", ", Study.All.Select(known => known.Name))}.");
}
