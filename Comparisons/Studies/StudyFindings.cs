using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures;
using MlPipelines.Comparisons.Results;

namespace MlPipelines.Comparisons.Studies;

/// <summary>What came of a study.</summary>
/// <param name="Summary">The table that is shown; its failures fail the run.</param>
/// <param name="Claims">The claims, judged.</param>
/// <param name="Tables">CSV files by their names, without the experiment's.</param>
/// <param name="Pictures">Pictures by their names, without the experiment's.</param>
internal sealed record StudyFindings(
    Summary Summary, IReadOnlyList<JudgedClaim> Claims, IReadOnlyList<(string Name, string Text)> Tables, IReadOnlyList<(string Name, IPicture Picture)> Pictures)
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
