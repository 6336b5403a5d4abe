using System.Globalization;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>
/// What of the learners for pictures fits into the time. The costs are those of a core with AVX2 at 3 GHz; they decide about sizes alone.
/// </summary>
/// <param name="FineTuningEpochs">Epochs over all layers; null where not even one fits.</param>
/// <param name="HasTrees">Whether boosted trees on pixels fit.</param>
internal sealed record PictureSizes(int? FineTuningEpochs, bool HasTrees)
{
    private const double FineTuningShare = 0.6;  // of the time; features and trees need the rest
    private const double TreeShare = 0.2;
    private const double FineTuningCost = 8e-7;  // core seconds for a pixel of a picture and an epoch, forward and back
    private const double TreeCost = 3.3e-3;      // core seconds for a feature, over 100 trees: there are more features than pictures
    private const int AllEpochs = 5;

    /// <summary>The sizes for pictures.</summary>
    /// <param name="rows">Pictures to train on.</param>
    /// <param name="side">Pixels on a side.</param>
    /// <param name="seconds">Core seconds that all learners have together for a fit of each.</param>
    public static PictureSizes For(int rows, int side, double seconds)
    {
        var pixels = (double)side * side;
        var epochs = (int)Math.Min(AllEpochs, FineTuningShare * seconds / (FineTuningCost * rows * pixels));
        return new(epochs > 0 ? epochs : null, TreeCost * 3 * pixels <= TreeShare * seconds);
    }

    /// <summary>What is smaller than it could be, or left out, in sentences.</summary>
    public IEnumerable<string> Remarks(double minutes, bool quick)
    {
        var time = string.Create(
            CultureInfo.InvariantCulture, $"to keep within about {minutes:0.##} {(minutes == 1 ? "minute" : "minutes")} (--budget)");
        if (quick)
            yield return "Fine-tuning is left out (--quick).";
        else if (FineTuningEpochs is null)
            yield return $"Fine-tuning is left out, {time}.";
        else if (FineTuningEpochs < AllEpochs)
            yield return $"Fine-tuning has {FineTuningEpochs} in place of {AllEpochs} epochs, {time}.";
        if (!HasTrees)
            yield return $"Boosted trees on pixels are left out, {time}.";
    }
}
