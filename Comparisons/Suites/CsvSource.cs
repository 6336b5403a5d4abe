using MlPipelines.Data.Tables;

namespace MlPipelines.Comparisons.Suites;

/// <summary>A CSV file of the user's as an experiment's data.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Options">How it is read and split.</param>
/// <param name="Folds">Number of folds of a cross-validation, one for each seed; null where every seed has the same rows.</param>
public sealed record CsvSource(string Path, CsvOptions Options, int? Folds = null)
{
    /// <summary>How the file is split for a seed's trials: with folds each seed tests on another; when all have had their turn, rows are dealt to folds anew.</summary>
    public CsvOptions OptionsOf(int seed) => Folds is { } folds
        ? Options with { Fold = new CsvFold((seed - 1) % folds, folds), Seed = Options.Seed + ((seed - 1) / folds) }
        : Options;
}
