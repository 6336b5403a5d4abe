using System.Globalization;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>
/// How large the two slowest networks may be, so that the trainings of all folds take about as long as they should
/// (<see cref="FitCosts"/>).
/// </summary>
/// <param name="RealMlpEpochs">Epochs of RealMLP in its simple form; null where not even the fewest fit.</param>
/// <param name="TabMMembers">Members of TabM; null where not even the fewest fit.</param>
internal sealed record Sizes(int? RealMlpEpochs, int? TabMMembers)
{
    /// <summary>Epochs of RealMLP, and members of TabM, where there is time for all.</summary>
    public const int AllEpochs = 256, AllMembers = 32;

    private const double RealMlpShare = 0.27, TabMShare = 0.45; // of the time; the rest is for the other learners
    private static readonly int[] Epochs = [AllEpochs, 128, 64, 32];
    private static readonly int[] Members = [AllMembers, 16, 8, 4];

    /// <summary>The sizes for a table.</summary>
    /// <param name="rows">Training rows of a fold.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="seconds">Core seconds that all learners have together for a fit of each.</param>
    public static Sizes For(int rows, int features, double seconds)
    {
        var wide = FitCosts.Of("realmlp", rows, features, outputs: 1)!.Value / AllEpochs;
        var embedded = FitCosts.Of("tabm", rows, features, outputs: 1)!.Value / AllMembers;
        return new(
            Epochs.Cast<int?>().FirstOrDefault(epochs => epochs * wide <= RealMlpShare * seconds),
            Members.Cast<int?>().FirstOrDefault(members => members * embedded <= TabMShare * seconds));
    }

    /// <summary>What is smaller than it could be, in sentences; none where nothing is.</summary>
    /// <param name="minutes">The minutes that it should take.</param>
    /// <param name="withTabM">Whether TabM is one of the learners that are asked for.</param>
    public IEnumerable<string> Remarks(double minutes, bool withTabM = true)
    {
        var unit = minutes == 1 ? "minute" : "minutes";
        var time = string.Create(CultureInfo.InvariantCulture, $"to keep within about {minutes:0.##} {unit} (--budget)");
        if (RealMlpEpochs is null)
            yield return $"RealMLP is left out, {time}.";
        else if (RealMlpEpochs < AllEpochs)
            yield return $"RealMLP trains {RealMlpEpochs} epochs in place of {AllEpochs}, {time}.";
        if (!withTabM)
            yield break;
        if (TabMMembers is null)
            yield return $"TabM is left out, {time}.";
        else if (TabMMembers < AllMembers)
            yield return $"TabM has {TabMMembers} members in place of {AllMembers}, {time}.";
    }
}
