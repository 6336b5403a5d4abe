namespace ScottPlot;

/// <summary>Something in the data area.</summary>
public interface IPlottable
{
    /// <summary>Whether it is drawn.</summary>
    bool IsVisible { get; set; }

    /// <summary>What it says in the legend.</summary>
    IEnumerable<LegendItem> LegendItems { get; }

    /// <summary>The room that it takes.</summary>
    AxisLimits GetAxisLimits();
}
