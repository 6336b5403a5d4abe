namespace MlPipelines.Data;

/// <summary>One fold of a cross-validation; the views share the storage of the view that was split.</summary>
/// <param name="Train">The rows to fit on: all but this fold's.</param>
/// <param name="Validation">This fold's rows.</param>
public sealed record Fold(MatrixDataView Train, MatrixDataView Validation);
