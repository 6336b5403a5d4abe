namespace ScottPlot.AxisPanels;

/// <summary>The axis on the left side.</summary>
public class LeftAxis : AxisBase, IYAxis
{
    /// <inheritdoc/>
    public override Edge Edge => Edge.Left;
}
