namespace ScottPlot.AxisPanels;

/// <summary>The axis on the right side.</summary>
public class RightAxis : AxisBase, IYAxis
{
    /// <summary>An axis that draws its line alone.</summary>
    public RightAxis() => TickGenerator = new TickGenerators.EmptyTickGenerator();

    /// <inheritdoc/>
    public override Edge Edge => Edge.Right;
}
