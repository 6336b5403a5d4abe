namespace ScottPlot.AxisPanels;

/// <summary>The axis on the top side.</summary>
public class TopAxis : AxisBase, IXAxis
{
    /// <summary>An axis that draws its line alone.</summary>
    public TopAxis() => TickGenerator = new TickGenerators.EmptyTickGenerator();

    /// <inheritdoc/>
    public override Edge Edge => Edge.Top;
}
