using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Finds trainings that ended at their last epoch while they still got clearly better.</summary>
/// <remarks>
/// Clearly means: the last epoch is the best so far; the last fifth of the epochs made the loss at least a hundredth less (a tenth where
/// there are fewer than 10 epochs); and of all that the epochs after the first took off the loss, this fifth took at least a tenth, as in
/// a fall that goes on as it began.
/// </remarks>
internal static class TrainingEnds
{
    private const int ManyEpochs = 10;
    private const double ShareOfFall = 0.1;

    /// <summary>
    /// The sentences to warn with, without figures that change from seed to seed; null where the training had come to its end, or early
    /// stopping ended it.
    /// </summary>
    /// <param name="result">How the training went.</param>
    /// <param name="watched">The monitor to look at; where the training has none of this name, it is the training loss.</param>
    public static string? Remark(TrainingResult result, string watched)
    {
        if (result.StoppedEarly)
            return null;
        var ends = result.History.Entries.Where(entry => entry.EndOfEpoch).ToList();
        double[] losses = [.. ends.SelectMany(entry => entry.Monitors.Where(m => m.Name == watched)).Select(m => m.Loss)];
        var (name, values) = losses.Length > 0
            ? ($"loss of the {watched} rows", losses)
            : ("training loss", [.. ends.Select(entry => entry.BatchLoss)]);
        if (values.Length < 2)
            return null;
        var before = values[^(1 + Math.Max(1, values.Length / 5))];
        var last = values[^1];
        var (fall, whole) = (before - last, values[0] - last);
        var enough = (values.Length < ManyEpochs ? 0.1 : 0.01) * before;
        return last <= values.Min() && fall > 0 && fall >= enough && fall >= ShareOfFall * whole
            ? $"The training ended after its {ends.Count} epochs while the {name} still fell clearly. "
                + "More epochs (Epochs), or a higher learning rate, may give a better network."
            : null;
    }
}
