using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>The rules of what is evaluated while training, the same for every trainer.</summary>
internal static class MonitorSettings
{
    /// <summary>Checks the monitors, those of the rows held out among them, and what stops by one of them.</summary>
    /// <exception cref="ArgumentException">Two of one name, a share that is none, or early stopping by a monitor that there is not.</exception>
    public static void Require(IEnumerable<string> names, double validationFraction, EarlyStopping? earlyStopping)
    {
        string[] all = [.. names];
        if (validationFraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, $"ValidationFraction must be in [0, 1); found {validationFraction}.");
        if (all.Distinct(StringComparer.Ordinal).Count() < all.Length)
            throw new ArgumentException($"Each monitor needs a name of its own; the names are {string.Join(", ", all.Select(n => $"'{n}'"))}.", nameof(names));
        if (earlyStopping is null) return;
        earlyStopping.Validate();
        if (!all.Contains(earlyStopping.Monitor))
            throw new ArgumentException(
                $"Early stopping watches the monitor '{earlyStopping.Monitor}', but the monitors are {string.Join(", ", all.Select(n => $"'{n}'").DefaultIfEmpty("none"))}. "
                + "Give it data in Monitors, or set ValidationFraction.", nameof(earlyStopping));
    }
}
