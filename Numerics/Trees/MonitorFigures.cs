namespace MlPipelines.Numerics.Trees;

/// <summary>How well the trees so far do on monitored rows.</summary>
/// <param name="Name">the rows' name</param>
/// <param name="Loss">the mean loss, by weight</param>
/// <param name="Accuracy">the share of rows whose class is predicted, by weight; NaN where targets are no classes</param>
public readonly record struct MonitorFigures(string Name, double Loss, double Accuracy);
