using MlPipelines.Comparisons.Results;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A picture as an experiment declares it: drawn from the experiment's finished trials on one data set.</summary>
/// <param name="Name">The file's name, without the experiment's.</param>
public abstract record PictureSpec(string Name)
{
    /// <summary>The picture, or null where the trials do not have its figures.</summary>
    /// <param name="title">The experiment's whole name, and the data where they are not the ones asked for.</param>
    /// <param name="trials">Finished trials that did not fail, by number.</param>
    internal abstract IPicture? Of(string title, IReadOnlyList<TrialRecord> trials);
}
