namespace MlPipelines.Data.Loading;

/// <summary>Rows of a generated set's splits when the options name none; 0 for a split that it has only on demand.</summary>
internal readonly record struct SplitSizes(int Train, int Validation, int Test);
