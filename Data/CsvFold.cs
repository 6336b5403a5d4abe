namespace MlPipelines.Data;

/// <summary>One fold of a cross-validation over a file's rows: each row is tested on in one of the folds and trained or validated on in the others.</summary>
/// <param name="Index">Which fold is tested on, from 0.</param>
/// <param name="Count">Number of folds, at least 2.</param>
public readonly record struct CsvFold(int Index, int Count);
