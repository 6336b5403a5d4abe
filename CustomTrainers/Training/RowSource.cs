using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Where the rows of a data view are read from, and how labels are read.</summary>
/// <param name="Use">What the rows are for, as an error calls them: "training", or a monitor's name.</param>
/// <param name="FeatureColumnName">A vector of Single of known size.</param>
/// <param name="Label">The label's column, already checked.</param>
/// <param name="Reader">Makes, for a cursor, the reader of its row's label; told the row's number for its errors.</param>
/// <param name="WeightColumnName">The column of weights; null for none.</param>
internal sealed record RowSource(
    string Use, string FeatureColumnName, DataViewSchema.Column Label, Func<DataViewRowCursor, Func<int, double>> Reader, string? WeightColumnName);
