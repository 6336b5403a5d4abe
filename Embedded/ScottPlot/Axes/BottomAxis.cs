namespace ScottPlot.AxisPanels;

/// <summary>The axis on the bottom side.</summary>
public class BottomAxis : AxisBase, IXAxis
{
    /// <inheritdoc/>
    public override Edge Edge => Edge.Bottom;
}
