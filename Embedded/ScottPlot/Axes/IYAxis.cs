namespace ScottPlot;

/// <summary>A vertical axis.</summary>
public interface IYAxis : IAxis;
