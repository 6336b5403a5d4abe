using MlPipelines.Data;

namespace MlPipelines.Comparisons.Suites;

/// <summary>A CSV file of the user's as an experiment's data.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Options">How it is read and split.</param>
public sealed record CsvSource(string Path, CsvOptions Options);
