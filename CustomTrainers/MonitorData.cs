using Microsoft.ML;

namespace MlPipelines.CustomTrainers;

/// <summary>Rows that a network is evaluated on while it trains.</summary>
/// <param name="Name">Its name in the history, such as <c>validation</c>.</param>
/// <param name="Data">Rows as the trainer sees its own: with the same columns, after the same transforms.</param>
public sealed record MonitorData(string Name, IDataView Data);
