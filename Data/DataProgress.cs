namespace MlPipelines.Data;

/// <summary>How far the loading of a data set is.</summary>
/// <param name="Step">What is being done, such as <c>downloading train-images-idx3-ubyte.gz</c>.</param>
/// <param name="Done">Amount done so far.</param>
/// <param name="Total">Amount in all, null when it is not known.</param>
/// <param name="Unit">The unit of both amounts: <c>bytes</c> or <c>rows</c>.</param>
public readonly record struct DataProgress(string Step, long Done, long? Total, string Unit);
